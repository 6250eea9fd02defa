import { type Cell, type Methodology, MethodologyError, readMethodology, type ScoreOptions } from '@mizan/scoring-engine';
import { inputsOf } from '@mizan/scoring-engine/inputs-of.ts';
import { readReference } from '@mizan/scoring-engine/reference.ts';
import { type Outcome, outcomes, ranksOf } from '../outcome/outcome.ts';

/** What would happen without one part. */
export type LeftOut =
  | {
      readonly leftOut: string;
      /** Mean over the org units scored both ways of |rank without − rank with|. */
      readonly meanRankShift: number;
      readonly bandsChanged: number;
      readonly furthest: { readonly orgUnit: string; readonly from: number; readonly to: number } | null;
    }
  | { readonly leftOut: string; readonly cannot: string };

type Document = Methodology['document'];

/** The parts of the score's own step, or of the first step above it with several parts: the pillars. */
export function pillarsOf({ document: { nodes, score } }: Methodology): readonly string[] {
  const parts = (text: string): readonly string[] => {
    const node = nodes[readReference(text).id];
    const found = node ? partsOf(node) : [];
    return found.length === 1 ? parts(found[0]!) : found;
  };
  return parts(score.of);
}

/**
 * Scores again, exactly, without each part in turn, the others' weights as they stand.
 * Source: COINr, "Sensitivity analysis: removing indicators"; the worked figure of the ASEM index is a test.
 */
export function leaveOneOut(methodology: Methodology, cells: readonly Cell[], options: ScoreOptions & { readonly period: string }, parts: readonly string[] = pillarsOf(methodology), onPart: (done: number) => void = () => undefined): LeftOut[] {
  const all = outcomes(methodology, cells, options);
  return parts.map((leftOut, index) => {
    const found = without(methodology, leftOut);
    const result = typeof found === 'string' ? { leftOut, cannot: found } : { leftOut, ...difference(all, outcomes(found, cells, options)) };
    onPart(index + 1);
    return result;
  });
}

/** The methodology with a node or an indicator left out of everything that brings parts together, or why that cannot be done. */
export function without({ document }: Methodology, id: string): Methodology | string {
  const { examples: _, undertakings: __, ...rest } = document;
  const nodes = neededNodes(document);
  const gone = [id];
  for (const leaving of gone) {
    for (const [name, node] of Object.entries(nodes)) {
      const left = leave(node, leaving);
      if (left === 'nothing') gone.push(name);
      else nodes[name] = left;
    }
    delete nodes[leaving];
    if (leaving === readReference(document.score.of).id) return 'nothing would be left of the score';
  }
  try {
    return readMethodology({ ...rest, nodes });
  } catch (error) {
    if (error instanceof MethodologyError) return `another step needs it (${error.faults.map(({ pointer }) => pointer).join(', ')})`;
    throw error;
  }
}

/** The nodes under the score and its band: a rank or a view beside them must not keep a part from being left out. */
function neededNodes({ nodes, score }: Document): Record<string, Node> {
  const needed = new Set<string>();
  const visit = (text: string): void => {
    const { id } = readReference(text);
    if (!Object.hasOwn(nodes, id) || needed.has(id)) return;
    needed.add(id);
    inputsOf(nodes[id]!).forEach(visit);
  };
  [score.of, score.band ?? score.of].forEach(visit);
  return Object.fromEntries(Object.entries(nodes).filter(([id]) => needed.has(id)));
}

type Node = Document['nodes'][string];
const partsOf = ({ of, parts }: Node): readonly string[] => (Array.isArray(of) ? (of as string[]) : typeof parts === 'object' ? Object.keys(parts as object) : typeof of === 'string' ? [of] : []);

/** A node without one of its parts; `nothing` where that was its only one. */
function leave(node: Node, id: string): Node | 'nothing' {
  const kept = partsOf(node).filter((text) => readReference(text).id !== id);
  if (kept.length === partsOf(node).length) return node;
  if (kept.length === 0) return 'nothing';
  const keep = new Set(kept);
  return Array.isArray(node['of']) ? { ...node, of: kept } : { ...node, parts: Object.fromEntries(Object.entries(node['parts'] as object).filter(([text]) => keep.has(text))) };
}

function difference(all: readonly Outcome[], less: readonly Outcome[]) {
  const [before, after, others] = [ranksOf(all), ranksOf(less), new Map(less.map((one) => [one.orgUnit, one]))];
  const moves = [...before].flatMap(([orgUnit, from]) => (after.has(orgUnit) ? [{ orgUnit, from, to: after.get(orgUnit)! }] : []));
  const steps = moves.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0);
  const furthest = moves.reduce<(typeof moves)[number] | null>((far, one) => (far && Math.abs(far.to - far.from) >= Math.abs(one.to - one.from) ? far : one), null);
  return { meanRankShift: moves.length ? steps / moves.length : 0, bandsChanged: all.filter(({ orgUnit, band }) => others.get(orgUnit)?.band !== band).length, furthest };
}
