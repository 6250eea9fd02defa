import { type Cell } from './cell.ts';
import { inputsOf } from './inputs-of.ts';
import { type MethodologyDocument } from './methodology-schema.ts';
import { type OpenedSnapshot } from './open-snapshot.ts';
import { type Methodology } from './read-methodology.ts';
import { periodMeant, readReference, type Reference, shifted, writeReference } from './reference.ts';
import { stepNamed } from './steps/index.ts';
import { type WhichPeers } from './steps/step.ts';

type Node = MethodologyDocument['nodes'][string];
/** A figure that the score rests on. */
interface Read extends Reference {
  /** As it stands in the figures. */
  readonly period: string;
  /** What the methodology calls that period by; nothing where it is the scored one. */
  readonly word: string | undefined;
}

/**
 * What a methodology's score rests on and a snapshot has of nobody, each as a sentence that says what to add; nothing where it can be run.
 * One org unit's missing figure is no unmet need: it has a kind and a rule. A figure that nobody could have is a cycle that was not named, a column that was not imported.
 */
export function unmetNeeds(methodology: Methodology, { cells, options: { period, hierarchy } }: OpenedSnapshot): string[] {
  const known = indexed(cells);
  const needs = [...figuresRead(methodology, period).values()].flatMap((read) => figureNeed(read, known, period) ?? []);
  const attributes = attributesRead(methodology).filter((name) => !hierarchy.some((unit) => unit.attributes[name]));
  return [...new Set([...needs, ...earlierNeeds(methodology, cells, period), ...attributes.map((name) => `No org unit has the attribute ${name}. Add a column ${name} to the org units file, import it and freeze the cycle again.`)])];
}

const key = (...parts: readonly string[]) => parts.join('\0');

function indexed(cells: readonly Cell[]): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { period, indicator, subgroup = '', source = '', standardError } of cells) {
    known.add(key(period, indicator)).add(key(period, indicator, 'subgroup', subgroup)).add(key(period, indicator, 'source', source));
    if (standardError !== undefined) known.add(key(period, indicator, 'standard error'));
  }
  return known;
}

function figureNeed({ id, period, word, subgroup, source, side }: Read, known: ReadonlySet<string>, scored: string): string | undefined {
  const of = `The figure of ${id}${period === scored ? '' : ` for ${word === period ? period : `${word} (${period})`}`}`;
  if (!known.has(key(period, id))) return period === scored ? `${of} has no period in the cycle: name under "periods" the one it is taken from.` : `${of} has no period in the cycle: name under "otherPeriods", for ${JSON.stringify(nameFor(period, word, scored))}, the one it is taken from.`;
  if (subgroup !== undefined && !known.has(key(period, id, 'subgroup', subgroup))) return `${of} is there of nobody's subgroup ${subgroup}: import observations with ${subgroup} in a column subgroup and freeze the cycle again.`;
  if (source !== undefined && !known.has(key(period, id, 'source', source))) return `${of} is there from no source ${source} kept apart: its row of the indicators file must say several in a column sources before its observations are imported, and they ${source} in theirs.`;
  if (side === 'standardError' && !known.has(key(period, id, 'standard error'))) return `${of} has nobody's standard error: import observations with a column standard_error and freeze the cycle again.`;
  return undefined;
}

/** A cycle knows nothing of words that the document binds itself: they are named by the period they mean. */
const nameFor = (period: string, word: string | undefined, scored: string) => (word !== undefined && periodMeant(word, scored) === period ? word : period);

/** Every indicator that the score or its band comes down to, in the period in which it is read. */
function figuresRead({ document }: Methodology, scored: string): ReadonlyMap<string, Read> {
  const found = new Map<string, Read>();
  const seen = new Set<string>();
  const visit = (text: string, at: string, called: string | undefined): void => {
    const reference = readReference(text);
    const period = reference.period === undefined ? at : periodMeant(reference.period, at, document.periods);
    const word = reference.period ?? called;
    const name = writeReference({ ...reference, period });
    if (seen.has(name)) return;
    seen.add(name);
    const node = nodeOf(document, reference.id);
    if (!node) return void found.set(name, { ...reference, period, word });
    for (const when of periodsOf(node)) for (const input of inputsOf(node)) visit(input, when === undefined ? period : periodMeant(when, period, document.periods), when ?? word);
  };
  for (const root of [document.score.of, ...(document.score.band === undefined ? [] : [document.score.band])]) visit(root, scored, undefined);
  return found;
}

const nodeOf = ({ nodes }: MethodologyDocument, id: string) => (Object.hasOwn(nodes, id) ? nodes[id] : undefined);

/** In which periods a step reads its inputs: that of the org unit, that of its peers, or both. */
function periodsOf(node: Node): readonly (string | undefined)[] {
  const { period } = (node['peers'] ?? {}) as WhichPeers;
  if (period === undefined) return [undefined];
  return stepNamed.get(node.step)?.readsPeersAlone ? [period] : [undefined, period];
}

/** Averages over periods and values carried forward need periods to look back on. */
function earlierNeeds({ document, namedPeriods }: Methodology, cells: readonly Cell[], scored: string): string[] {
  const periods = new Set(cells.map(({ period }) => period).filter((period) => period !== scored && !namedPeriods.has(period)));
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    const earlier = stepNamed.get(node.step)?.earlier?.(node as never) ?? [];
    if (earlier === 'any') return periods.size ? [] : [`The step ${node.step} of ${id} reads earlier periods: name under "otherPeriods" of the cycle, for "-1", "-2" and so on, the ones its figures are taken from.`];
    const absent = earlier.filter((word) => !periods.has(shifted(scored, Number(word)) ?? ''));
    return absent.map((word) => `The step ${node.step} of ${id} reads the period ${word}: name under "otherPeriods" of the cycle, for ${JSON.stringify(word)}, the one each of its figures is taken from.`);
  });
}

/** The columns of the org units file that the document names: of the step `attribute`, of numbers that are read from one, of groups. */
function attributesRead({ document }: Methodology): string[] {
  const named = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const { attribute, by, values, group } = value as Record<string, unknown>;
    return [attribute, values === undefined ? undefined : by, group].filter((name): name is string => typeof name === 'string').concat(Object.values(value).flatMap(named));
  };
  return [...new Set(Object.values(document.nodes).flatMap((node) => [...(node.step === 'attribute' ? [String(node['name'])] : []), ...named(node)]))].sort();
}
