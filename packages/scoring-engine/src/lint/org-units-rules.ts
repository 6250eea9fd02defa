import { pointer } from '../examine-document.ts';
import { formsIn } from '../forms-in.ts';
import { otherLevelOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { meant } from '../nearest.ts';
import { type OrgUnit } from '../org-units-file.ts';
import { error, finding, type Finding, type LintRule } from './finding.ts';

const unique = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text !== '').sort();
const listed = (words: readonly string[]) => (words.length ? `there are ${words.slice(0, 12).join(', ')}` : 'there are none');

/** Nobody of a level is below or above those of the same level. */
export const ownLevelRead: LintRule = ({ methodology: { document, own } }) =>
  own.flatMap((id) => (document.level !== undefined && otherLevelOf(document.nodes[id]!) === document.level ? [error(pointer('nodes', id, 'from'), `${id} reads org units of the level ${document.level}, which is the one that is scored`, 'name the level below or above')] : []));

/** A level that no org unit has: nobody is scored, or nothing is read from them. */
export const levelsNobodyHas: LintRule = ({ methodology: { document }, hierarchy = [] }) => {
  const levels = unique(hierarchy.map(({ level }) => level));
  const named = [{ place: '/level', level: document.level }, ...Object.entries(document.nodes).map(([id, node]) => ({ place: pointer('nodes', id, 'from'), level: otherLevelOf(node) }))];
  return named.flatMap(({ place, level }) => (level === undefined || levels.includes(level) ? [] : [error(place, `no org unit has the level ${level}${meant(level, levels)}`, `write it as in the org units file; ${listed(levels)}`)]));
};

interface Attribute {
  readonly place: string;
  readonly name: string;
  /** The words that numbers are given for. */
  readonly words?: readonly string[];
}
function attributesIn(id: string, node: MethodologyDocument['nodes'][string]): Attribute[] {
  const at = (...path: readonly string[]) => pointer('nodes', id, ...path);
  const { group } = (node['peers'] ?? {}) as { group?: unknown };
  return [
    ...(node.step === 'attribute' ? [{ place: at('name'), name: String(node['name']) }] : []),
    ...(typeof group === 'string' ? [{ place: at('peers', 'group'), name: group }] : []),
    ...formsIn('attribute', node).map(({ path, name }) => ({ place: at(...path), name })),
    ...formsIn('by', node).map(({ path, name }) => ({ place: at(...path), name, words: Object.keys(path.reduce<{ values: object }>((found, key) => (found as unknown as Record<string, { values: object }>)[key]!, node as never).values) })),
  ];
}

/** An attribute that nobody has, and a league for which a number stands in the document and nobody is in, or the other way round. */
export const attributesNobodyHas: LintRule = ({ methodology: { document }, hierarchy = [] }) => {
  const scored = hierarchy.filter(({ level }) => document.level === undefined || level === document.level);
  const columns = unique(hierarchy.flatMap(({ attributes }) => Object.keys(attributes).filter((name) => attributes[name] && !['org_unit', 'parent', 'level', 'name'].includes(name))));
  return Object.entries(document.nodes).flatMap(([id, node]) =>
    attributesIn(id, node).flatMap((attribute): Finding[] => {
      const { place, name } = attribute;
      if (!columns.includes(name) && !['level', 'parent', 'name'].includes(name)) return [error(place, `no org unit has the attribute ${name}${meant(name, columns)}`, `write it as the column of the org units file is called; ${listed(columns)}`)];
      return wordsApart(attribute, scored);
    }),
  );
};

function wordsApart({ place, name, words }: Attribute, scored: readonly OrgUnit[]): Finding[] {
  if (!words) return [];
  const had = unique(scored.map(({ attributes }) => attributes[name] ?? ''));
  const [without, idle] = [had.filter((word) => !words.includes(word)), words.filter((word) => !had.includes(word))];
  return [
    ...without.map((word) => error(place, `no number stands here for the ${name} ${word}, and ${scored.filter(({ attributes }) => attributes[name] === word).length} org units have it${meant(word, words)}`, 'add it under "values"')),
    ...idle.map((word) => finding('warning', place, `no org unit has the ${name} ${word}${meant(word, had)}`, `take it out, or mend the org units file; ${listed(had)}`)),
  ];
}

export const orgUnitRules: readonly LintRule[] = [levelsNobodyHas, attributesNobodyHas];
