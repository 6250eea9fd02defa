import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { readReference } from '../reference.ts';

type Nodes = MethodologyDocument['nodes'];

/** The share of the score that each node and indicator has: weights multiplied down the graph, equal where a step has none. For warnings only, so plain numbers serve. */
export function effectiveWeights({ nodes, score, parameters = {} }: MethodologyDocument, order: readonly string[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>([[readReference(score.of).id, 1]]);
  for (const id of [...order].reverse()) {
    const own = shares.get(id) ?? 0;
    for (const [part, weight] of weightsIn(nodes, id, parameters)) shares.set(part, (shares.get(part) ?? 0) + own * weight);
  }
  return shares;
}

function weightsIn(nodes: Nodes, id: string, parameters: NonNullable<MethodologyDocument['parameters']>): [string, number][] {
  const node = nodes[id]!;
  const parts = node['parts'] as Record<string, string | { parameter: string }> | undefined;
  const weights = parts ? Object.entries(parts).map(([part, weight]): [string, number] => [part, Number(typeof weight === 'string' ? weight : parameters[weight.parameter]?.at(-1)?.value)]) : inputsOf(node).map((part): [string, number] => [part, 1]);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const merged = new Map<string, number>();
  for (const [part, weight] of weights) merged.set(readReference(part).id, (merged.get(readReference(part).id) ?? 0) + weight / total);
  return [...merged];
}
