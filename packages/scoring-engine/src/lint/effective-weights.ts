import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { add, divide, multiply, one, parse, type Rational, sum, whole, zero } from '../rational.ts';
import { readReference } from '../reference.ts';
import { type NumberOrParameter } from '../steps/step.ts';

type Nodes = MethodologyDocument['nodes'];

/** The share of the score that each node and indicator has: weights multiplied down the graph, equal where a step has none; a dated weight as it stands last, one by an attribute as the mean of its values, one that a node gives as 1. Exact. */
export function effectiveWeights({ nodes, score, parameters = {} }: MethodologyDocument, order: readonly string[]): ReadonlyMap<string, Rational> {
  const shares = new Map<string, Rational>([[readReference(score.of).id, one]]);
  for (const id of [...order].reverse()) {
    const own = shares.get(id) ?? zero;
    for (const [part, weight] of weightsIn(nodes, id, parameters)) shares.set(part, add(shares.get(part) ?? zero, multiply(own, weight)));
  }
  return shares;
}

/** The parts of a node, each once, with its share of the node. */
export function weightsIn(nodes: Nodes, id: string, parameters: NonNullable<MethodologyDocument['parameters']>): [string, Rational][] {
  const node = nodes[id]!;
  const parts = partsIn(node);
  const weights = parts ? Object.entries(parts).map(([part, weight]): [string, Rational] => [part, expected(weight, parameters)]) : inputsOf(node).map((part): [string, Rational] => [part, one]);
  const total = sum(weights.map(([, weight]) => weight));
  if (total.n === 0n) return [];
  const merged = new Map<string, Rational>();
  for (const [part, weight] of weights) merged.set(readReference(part).id, add(merged.get(readReference(part).id) ?? zero, divide(weight, total)));
  return [...merged];
}

/** Parts with their weights; a step may call a number `parts` too. */
export function partsIn({ parts }: Readonly<Record<string, unknown>>): Readonly<Record<string, NumberOrParameter>> | undefined {
  return typeof parts === 'object' && parts !== null ? (parts as Record<string, NumberOrParameter>) : undefined;
}

function expected(weight: NumberOrParameter, parameters: NonNullable<MethodologyDocument['parameters']>): Rational {
  if (typeof weight === 'string') return parse(weight);
  if ('parameter' in weight) return parse(parameters[weight.parameter]?.at(-1)?.value ?? '0');
  const values = 'by' in weight ? Object.values(weight.values).map((value) => parse(value)) : [];
  return values.length ? divide(sum(values), whole(values.length)) : one;
}
