import { formsIn } from './forms-in.ts';
import { type MethodologyDocument } from './methodology-schema.ts';
import { readReference } from './reference.ts';
import { stepNamed } from './steps/index.ts';
import { type WhichPeers } from './steps/step.ts';

type Node = MethodologyDocument['nodes'][string];

/** The references that a node reads: its step's inputs, and nodes that stand where a number or a group could. */
export const inputsOf = (node: Node): readonly string[] => [...new Set([...(stepNamed.get(node.step)?.of(node as never) ?? []), ...formsIn('node', node).map(({ name }) => name)])];

/** The words for periods that a node uses. */
export function periodWords(node: Node): string[] {
  const { period } = (node['peers'] ?? {}) as WhichPeers;
  return [...inputsOf(node).flatMap((input) => readReference(input).period ?? []), ...(period === undefined ? [] : [period])];
}

/** The level of the org units whose figures a node reads; nothing where it reads those of the org unit it is worked out for. */
export const otherLevelOf = (node: Node): string | undefined => (looksAt(node) === undefined ? undefined : String(node['from']));

/** True where some score needs figures of org units of another level. */
export const readsOtherLevels = ({ document: { nodes } }: { readonly document: MethodologyDocument }): boolean => Object.values(nodes).some((node) => looksAt(node) !== undefined);

/** On which side of its own org unit a node reads others; nothing where it reads its own. */
export function looksAt({ step }: Node): 'below' | 'above' | undefined {
  const peers = stepNamed.get(step)?.peers;
  return peers === 'units-below' ? 'below' : peers === 'unit-above' ? 'above' : undefined;
}
