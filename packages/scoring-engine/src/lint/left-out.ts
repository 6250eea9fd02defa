import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { compare, divide, multiply, one, parse, type Rational, subtract, sum, zero } from '../rational.ts';
import { readReference } from '../reference.ts';
import { weightsIn } from './effective-weights.ts';

/** A node that may leave out parts: which, in the order in which a share suffers most. */
export interface LeavingOut {
  readonly node: string;
  readonly rule: 'reweight' | 'leaveOut';
  readonly parts: readonly string[];
}
export interface LeastShare {
  readonly least: Rational;
  readonly by: readonly LeavingOut[];
}
type Rule = { readonly minimumWeight?: string; readonly minimumParts?: number; readonly required?: readonly string[] };

/** The indicators and nodes that may be missing in a way that a node above may do without, each with the indicators (and kinds of missing) at which it begins. */
export function mayBeLeftOut({ indicators, nodes }: MethodologyDocument, order: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [id, { missing = {} }] of Object.entries(indicators)) {
    const kinds = Object.entries(missing).filter(([, rule]) => rule === 'drop').map(([kind]) => kind);
    if (kinds.length) found.set(id, [`${id} (${kinds.join(', ')})`]);
  }
  for (const id of order) {
    const node = nodes[id]!;
    if (node.step === 'impute') continue;
    const reasons = [...new Set(inputsOf(node).flatMap((input) => found.get(readReference(input).id) ?? []))];
    const byItself = node.step === 'moving-average' || (node.step === 'formula' && /\bnull\b/.test(String(node['is'])));
    if (reasons.length || byItself) found.set(id, byItself ? [...reasons, id] : reasons);
  }
  return found;
}

/** The least share of the score that some indicators can come to once everything is left out that the document lets go. Exact but for `minimumWeight` met in other ways than from the largest share down. */
export function leastShare(document: MethodologyDocument, order: readonly string[], tagged: (indicator: string) => boolean): LeastShare {
  const { nodes, indicators, parameters = {}, score } = document;
  const droppable = mayBeLeftOut(document, order);
  const shares = new Map<string, LeastShare>(Object.keys(indicators).map((id) => [id, { least: tagged(id) ? one : zero, by: [] }]));
  for (const id of order) {
    const parts = weightsIn(nodes, id, parameters).map(([part, weight]) => ({ part, weight, ...(shares.get(part) ?? { least: zero, by: [] }) }));
    const [rule, how] = ruleOf(nodes[id]!);
    const gone = how ? goneFirst(parts.filter(({ part }) => droppable.has(part) && !(how.required ?? []).some((text) => readReference(text).id === part)), parts, how) : [];
    const left = parts.filter(({ part }) => !gone.includes(part));
    const by = [...(rule && gone.length ? [{ node: id, rule, parts: gone }] : []), ...left.flatMap((part) => part.by)];
    shares.set(id, { least: meanShare(left), by });
  }
  return shares.get(readReference(score.of).id) ?? { least: zero, by: [] };
}

function ruleOf(node: object): readonly ['reweight' | 'leaveOut', Rule] | readonly [] {
  const { reweight, leaveOut } = node as { readonly reweight?: Rule; readonly leaveOut?: Rule };
  if (reweight) return ['reweight', reweight];
  return leaveOut ? ['leaveOut', leaveOut] : [];
}

interface Weighed {
  readonly part: string;
  readonly weight: Rational;
  readonly least: Rational;
}
function meanShare(parts: readonly Weighed[]): Rational {
  const total = sum(parts.map(({ weight }) => weight));
  return total.n === 0n ? zero : divide(sum(parts.map(({ weight, least }) => multiply(weight, least))), total);
}

/** Leaves out one after the other, the largest share first, as long as what is left is enough and the share of the rest falls by it. */
function goneFirst(free: readonly Weighed[], all: readonly Weighed[], { minimumWeight = '0', minimumParts = 1 }: Rule): string[] {
  const gone: string[] = [];
  let [rest, left] = [sum(all.map(({ weight }) => weight)), all.length];
  for (const { part, weight, least } of [...free].sort((a, b) => compare(b.least, a.least) || compare(b.weight, a.weight))) {
    const others = all.filter((one) => one.part !== part && !gone.includes(one.part));
    const enough = left - 1 >= minimumParts && compare(subtract(rest, weight), multiply(parse(minimumWeight), sum(all.map((one) => one.weight)))) >= 0;
    if (!enough || others.length === 0 || compare(least, meanShare([...others, { part, weight, least }])) <= 0) continue;
    gone.push(part);
    [rest, left] = [subtract(rest, weight), left - 1];
  }
  return gone;
}
