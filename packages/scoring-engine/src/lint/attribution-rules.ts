import { above } from '../attribution/above.ts';
import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { readReference } from '../reference.ts';
import { type Finding, type LintRule, warning } from './finding.ts';

const longestYear = 366;

/** A part that is left out needs a node above that does without it. */
const nothingReweights: LintRule = ({ methodology: { document } }) => {
  const { attribution, nodes } = document;
  if (!attribution || above(document).nodes.some((id) => nodes[id]!['reweight'] !== undefined || nodes[id]!['leaveOut'] !== undefined)) return [];
  return attribution.nobody === 're-weight' ? [warning(pointer('attribution', 'nobody'), 'no node above the parts re-weights, so a part that is nobody\'s leaves her without a score all the same', 'let the node above re-weight, or write "not-scorable"')] : [];
};

const partsNobodyReads: LintRule = ({ methodology: { document } }) => {
  const { attribution, nodes, score } = document;
  const read = new Set([score.of, ...above(document).nodes.flatMap((id) => inputsOf(nodes[id]!))]);
  return Object.keys(attribution?.parts ?? {}).filter((id) => !read.has(id)).map((id) => warning(pointer('attribution', 'parts', id), `nothing above reads the part ${id}`, 'take it out, or attribute the node that the score does read'));
};

const improvementWithoutHandover: LintRule = ({ methodology: { document } }) => {
  const { attribution } = document;
  if (!attribution || attribution.handover) return [];
  const part = Object.keys(attribution.parts).find((id) => readsOtherPeriods(id, document));
  return part === undefined ? [] : [warning(pointer('attribution'), `${part} reads figures of another period, and nothing says from where a newcomer is measured`, 'add "handover" with the period that is the baseline')];
};

function readsOtherPeriods(id: string, document: MethodologyDocument): boolean {
  const node = Object.hasOwn(document.nodes, id) ? document.nodes[id] : undefined;
  return node !== undefined && inputsOf(node).some((input) => readReference(input).period !== undefined || readsOtherPeriods(readReference(input).id, document));
}

/** How long a cycle is stands in no document; none is longer than a year. */
const minimumBeyondAYear: LintRule = ({ methodology: { document } }) => {
  const days = document.attribution?.minimumService.days;
  const all = days === undefined ? [] : typeof days === 'string' ? [days] : (document.parameters?.[days.parameter] ?? []).map(({ value }) => value);
  return all.filter((value) => Number(value) > longestYear).map((value): Finding => ({ severity: 'error', pointer: pointer('attribution', 'minimumService', 'days'), text: `the minimum service of ${value} days is longer than a year, so that nobody has a score in a cycle`, advice: 'ask for fewer days' }));
};

const noCauses: LintRule = ({ methodology: { document } }) =>
  document.attribution && Object.keys(document.attribution.causes).length === 0 ? [warning(pointer('attribution', 'causes'), 'no cause of absence is named, and a run with an absence is refused', 'say of each cause whether its days count, do not count or are neutral')] : [];

export const attributionRules: readonly LintRule[] = [nothingReweights, partsNobodyReads, improvementWithoutHandover, minimumBeyondAYear, noCauses];
