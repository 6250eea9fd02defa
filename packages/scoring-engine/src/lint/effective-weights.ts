import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { add, divide, multiply, one, parse, type Rational, sum, zero } from '../rational.ts';
import { readReference } from '../reference.ts';

type Nodes = MethodologyDocument['nodes'];

/** The share of the score that each node and indicator has: weights multiplied down the graph, equal where a step has none; a dated weight as it stands last. Exact. */
export function effectiveWeights({ nodes, score, parameters = {} }: MethodologyDocument, order: readonly string[]): ReadonlyMap<string, Rational> {
  const shares = new Map<string, Rational>([[readReference(score.of).id, one]]);
  for (const id of [...order].reverse()) {
    const own = shares.get(id) ?? zero;
    for (const [part, weight] of weightsIn(nodes, id, parameters)) shares.set(part, add(shares.get(part) ?? zero, multiply(own, weight)));
  }
  return shares;
}

function weightsIn(nodes: Nodes, id: string, parameters: NonNullable<MethodologyDocument['parameters']>): [string, Rational][] {
  const node = nodes[id]!;
  const parts = partsIn(node);
  const weights = parts ? Object.entries(parts).map(([part, weight]): [string, Rational] => [part, parse(typeof weight === 'string' ? weight : (parameters[weight.parameter]?.at(-1)?.value ?? '0'))]) : inputsOf(node).map((part): [string, Rational] => [part, one]);
  const total = sum(weights.map(([, weight]) => weight));
  if (total.n === 0n) return [];
  const merged = new Map<string, Rational>();
  for (const [part, weight] of weights) merged.set(readReference(part).id, add(merged.get(readReference(part).id) ?? zero, divide(weight, total)));
  return [...merged];
}

/** Parts with their weights; a step may call a number `parts` too. */
export function partsIn({ parts }: Readonly<Record<string, unknown>>): Readonly<Record<string, string | { readonly parameter: string }>> | undefined {
  return typeof parts === 'object' && parts !== null ? (parts as Record<string, string | { parameter: string }>) : undefined;
}
