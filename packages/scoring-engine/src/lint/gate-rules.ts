import { readFormula } from '../formula/read.ts';
import { pointer } from '../examine-document.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { readReference } from '../reference.ts';
import { type Finding, type LintRule, warning } from './finding.ts';
import { type Possible, possibleIn, readsBy } from './possible.ts';
import { boundsOfCondition, choices, figuresBetween, holds } from './truth.ts';


/** Steps that give points or figures, of which any but 0 would open a gate. */
const noConditions = new Set(['goalposts', 'log-goalposts', 'mean', 'weighted-mean', 'geometric-mean', 'sum', 'achievement', 'improvement', 'ratio', 'difference', 'interpolate', 'z-score', 'min-max', 'percent-rank', 'limits', 'pool', 'rank']);

/** A gate that a tenth of a point opens, that is always open, or that gives a word nobody else does. */
export const gatesThatDoNotHold: LintRule = ({ methodology: { document, order } }) => {
  const possible = possibleIn(document, order);
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    if (node.step !== 'gate') return [];
    const conditions = (node['conditions'] as string[]).flatMap((input, index) => conditionFindings(pointer('nodes', id, 'conditions', index), input, document, possible));
    const { id: word } = node['otherwise'] as { readonly id?: string };
    const grades = ((document.nodes[readReference(String(node['of'])).id]?.['rows'] ?? []) as { readonly id?: string }[]).flatMap((row) => row.id ?? []);
    const shown = (document.examples ?? []).some(({ then }) => then.band === word || Object.values(then.nodes ?? {}).includes(word ?? ''));
    const strange = word !== undefined && grades.length > 0 && !grades.includes(word) && !shown ? [warning(pointer('nodes', id, 'otherwise', 'id'), `"${word}" is none of the words of ${String(node['of'])}: ${grades.join(', ')}`, 'name one of them; where it is meant to stand beside them, let an example come to it')] : [];
    return [...conditions, ...strange];
  });
};

function conditionFindings(place: string, input: string, { nodes }: MethodologyDocument, possible: Possible): Finding[] {
  const node = nodes[readReference(input).id];
  if (node && noConditions.has(node.step)) return [warning(place, `${input} is no condition but a number, and any number other than 0 opens the gate`, `compare it: a formula such as "${input} >= 50"`)];
  if (node?.step !== 'formula') return [];
  const tree = readFormula(String(node['is']));
  const bounds = boundsOfCondition(tree);
  const figures = bounds && choices([...bounds].map(([name, numbers]) => [name, figuresBetween(numbers, possible(readsBy(node, name)))] as const));
  const met = new Set(figures?.map((given) => holds(tree, given)));
  return met.size === 1 ? [warning(place, `${input} ${met.has(true) ? 'always' : 'never'} holds: ${String(node['is'])}`, 'mend its bound, or take the gate out')] : [];
}

/** Rounding up to whole points and then to a decimal is another score than rounding once. */
export const roundedTwice: LintRule = ({ methodology: { document } }) => {
  const { id } = readReference(document.score.of);
  const own = document.nodes[id]?.round;
  const same = own?.places === document.score.round?.places && own?.mode === document.score.round?.mode;
  return own && document.score.round && !same ? [warning(pointer('nodes', id, 'round'), `${id} is rounded to ${own.places} places (${own.mode}) and then, as the score, once more to ${document.score.round.places} (${document.score.round.mode})`, 'round once, under "score"')] : [];
};

/** There is no logarithm of 0. */
export const logarithmOfNothing: LintRule = ({ methodology: { document, order } }) => {
  const possible = possibleIn(document, order);
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    const { low } = possible(String(node['of']));
    return node.step === 'log' && low !== undefined && low <= 0 ? [warning(pointer('nodes', id, 'of'), `${String(node['of'])} can be ${low}, and there is no logarithm of it: whoever has it has no score`, 'hold it above 0 first, with limits')] : [];
  });
};

/** An entry of a parameter that begins when the document has ended never holds. */
export const parametersAfterTheEnd: LintRule = ({ methodology: { document } }) => {
  const end = document.effective?.to;
  return Object.entries(document.parameters ?? {}).flatMap(([name, entries]) => entries.flatMap(({ from }, index) => (end !== undefined && from !== undefined && from >= end ? [warning(pointer('parameters', name, index, 'from'), `this value would hold from ${from}, and the document ends on ${end}: it never holds`, 'take it out, or mend the end')] : [])));
};

export const gateRules: readonly LintRule[] = [gatesThatDoNotHold, roundedTwice, logarithmOfNothing, parametersAfterTheEnd];
