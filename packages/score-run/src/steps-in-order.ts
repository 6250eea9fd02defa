import { type Derivation } from '@mizan/scoring-engine';
import { figureKey, readReference } from '@mizan/scoring-engine/reference.ts';

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
    for (const input of node?.of ?? []) visit(keyOf(input, key, { inputs, nodes }));
    order.add(key);
  };
  const all = [...Object.keys(nodes), ...Object.keys(inputs)];
  [...all.filter((key) => key.includes('@')).sort(), root, ...all.sort()].forEach(visit);
  return [...order];
}

/** The key under which the derivation keeps what a node reads: what the node calls it, and then the words by which the node's own period was come to. Earlier engines left those words out where the node names a period itself. */
function keyOf(input: string, of: string, { inputs, nodes }: Pick<Tree, 'inputs' | 'nodes'>): string {
  const { id, subgroup, source, period } = readReference(input);
  const own = period === undefined ? '' : `@${period}`;
  const before = of.includes('@') ? of.slice(of.indexOf('@')) : '';
  const figure = figureKey({ id, ...(subgroup ? { subgroup } : {}), ...(source ? { source } : {}) });
  const keys = [own + before, ...(own && before ? [own] : [])].flatMap((by) => [id + by, figure + by]);
  return keys.find((key) => Object.hasOwn(nodes, key) || Object.hasOwn(inputs, key)) ?? figure + own + before;
}
