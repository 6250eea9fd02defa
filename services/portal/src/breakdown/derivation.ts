import { z } from 'zod';

const labels = z.record(z.string(), z.string()).optional();
const Part = z.looseObject({ id: z.string(), weight: z.string(), contribution: z.string() });
const Formula = z.looseObject({ words: labels, names: z.string().optional(), numbers: z.string().optional() });
const Node = z.looseObject({ formula: Formula.optional(), label: labels, of: z.array(z.string()).default([]), value: z.string().nullish(), status: z.string(), parts: z.array(Part).optional(), parameters: z.record(z.string(), z.string()).default({}), statistics: z.looseObject({ count: z.string() }).optional() });
const Input = z.looseObject({ label: labels, value: z.string().nullish(), status: z.string(), measuredPeriod: z.string().optional(), recomputed: z.string().optional() });
const Derivation = z.looseObject({ root: z.string(), nodes: z.record(z.string(), Node).default({}), inputs: z.record(z.string(), Input).default({}) });
export type Derivation = z.output<typeof Derivation>;

/** What the pages read of a derivation; a shape they do not know is a fault, never an empty page. */
export const readDerivation = (document: unknown): Derivation => Derivation.parse(document);

/** Nodes that were worked out from the org units below, not all of which have a figure; `count` have one, of `below`. */
export const partlyBelow = ({ nodes }: Derivation) =>
  Object.entries(nodes).flatMap(([id, { label, parameters: { below }, statistics }]) => (below === undefined || statistics === undefined || statistics.count === below ? [] : [{ id, label, count: statistics.count, below }]));

export interface RootPart {
  readonly id: string;
  readonly weight: string;
  readonly contribution: string;
}

/** The parts of the node the score is rounded from: rounding and scaling nodes of one input are passed through. */
export function rootParts({ root, nodes }: Derivation): RootPart[] {
  const node = nodes[root];
  if (!node) return [];
  if (!node.parts) return node.of.length === 1 ? rootParts({ root: node.of[0] ?? '', nodes, inputs: {} }) : [];
  return node.parts.filter(({ contribution }) => contribution !== '');
}
