import { keyRead } from '@mizan/scoring-engine';
import { type Derivation } from '../breakdown/derivation.ts';

/** One line of the working: a node with its sum, or the figure it starts from. */
export interface Working {
  readonly id: string;
  /** Undefined for a figure. */
  readonly node?: Derivation['nodes'][string];
  /** Shown before; its own working is not repeated. */
  readonly again: boolean;
  readonly from: readonly Working[];
}

/** The working behind a score, root first, each node and figure worked out once. */
export function workingOf({ root, nodes }: Pick<Derivation, 'root' | 'nodes'>): Working {
  const seen = new Set<string>();
  const walk = (id: string): Working => {
    const node = nodes[id];
    const again = seen.has(id);
    seen.add(id);
    return { id, ...(node ? { node } : {}), again, from: node && !again ? [...new Set(node.of.map((read) => keyRead(nodes, id, read)))].map(walk) : [] };
  };
  return walk(root);
}
