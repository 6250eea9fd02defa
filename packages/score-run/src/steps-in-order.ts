import { type Derivation } from '@mizan/scoring-engine';
import { figureKey, readReference, writeReference } from '@mizan/scoring-engine/reference.ts';

/** As much of a derivation as tells the order of its steps; also one that an earlier engine wrote. */
export type Tree = Pick<Derivation, 'root'> & { readonly inputs: Readonly<Record<string, unknown>>; readonly nodes: Readonly<Record<string, { readonly of?: readonly string[] }>> };

/** Inputs and nodes of a derivation so that each comes after those it reads; what was read of other periods comes first. */
export function stepsInOrder({ root, inputs, nodes }: Tree): string[] {
  const order = new Set<string>();
  const open = new Set<string>();
  const visit = (key: string): void => {
    const node = Object.hasOwn(nodes, key) ? nodes[key] : undefined;
    if (open.has(key) || (!node && !Object.hasOwn(inputs, key))) return;
    open.add(key);
    const { period } = readReference(key);
    for (const input of node?.of ?? []) visit(keyOf(input, period, nodes));
    order.add(key);
  };
  const all = [...Object.keys(nodes), ...Object.keys(inputs)];
  [...all.filter((key) => key.includes('@')).sort(), root, ...all.sort()].forEach(visit);
  return [...order];
}

/** The key under which the derivation keeps what a node of some period reads. */
function keyOf(input: string, of: string | undefined, nodes: Tree['nodes']): string {
  const read = readReference(input);
  const period = read.period ?? of;
  const within = period === undefined ? {} : { period };
  const node = writeReference({ id: read.id, ...within });
  return Object.hasOwn(nodes, node) ? node : writeReference({ id: figureKey(read), ...within });
}
