import * as list from './list.ts';
import { type Step } from './step.ts';

/** The steps by name, in the order of their names. */
export const steps = Object.values(list as unknown as Readonly<Record<string, Step>>).sort((a, b) => (a.name < b.name ? -1 : 1)) as unknown as readonly [Step, ...Step[]];
export const stepNamed = new Map(steps.map((step) => [step.name, step]));

/** Over whom a node, as it is written, takes statistics. */
export function peersOf(node: { readonly step: string }): Step['peers'] {
  const step = stepNamed.get(node.step)!;
  return step.looksAtPeers?.(node as never) === false ? 'none' : step.peers;
}
