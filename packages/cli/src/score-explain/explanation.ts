import { keyRead, readReference } from '@mizan/scoring-engine';

interface Node {
  step: string;
  label?: { en?: string };
  of: string[];
  value?: string | null;
  status: string;
  formula?: { names?: string; numbers?: string };
}
type Side = 'n' | 'numerator' | 'denominator' | 'standardError';
type Input = { value?: string | null; status: string; measuredPeriod?: string } & Partial<Record<Side, string>>;
export interface DerivationTree {
  root: string;
  nodes: Record<string, Node>;
  inputs: Record<string, Input>;
}

/** The derivation as an indented text, root first; a node met again is only named. */
export function explanation(score: { orgUnit: string; cycleId: string; status: string; score?: string | undefined; band?: string | undefined }, tree: DerivationTree, reasons: readonly string[]): string[] {
  const headline = score.status === 'scored' ? `${score.score} (${score.band ?? 'no band'})` : 'not scorable';
  const seen = new Set<string>();
  const walk = (read: string, key: string, depth: number): string[] => {
    const indent = '  '.repeat(depth);
    const node = tree.nodes[key];
    if (!node) return [`${indent}${figure(read, key, tree.inputs[key])}`];
    const line = `${indent}${node.label?.en ?? key} = ${node.value || node.status}`;
    if (seen.has(key)) return [line];
    seen.add(key);
    const sum = node.formula?.numbers ? [`${indent}  ${node.formula.names ?? ''}`, `${indent}  ${node.formula.numbers}`] : [];
    return [line, ...sum, ...node.of.flatMap((child) => walk(child, keyRead(tree.nodes, key, child), depth + 1))];
  };
  return [`${score.orgUnit} ${score.cycleId}: ${headline}`, ...reasons.map((reason) => `  ${reason}`), ...walk(tree.root, tree.root, 1)];
}

/** A figure, or a side value of it, by the key it stands under. */
function figure(read: string, key: string, input: Input | undefined): string {
  if (!input) return `${key}: the derivation does not have it`;
  const { side } = readReference(read);
  const value = side === undefined ? input.value : input[side];
  return `${key}${side === undefined ? '' : ` (${side})`} = ${value || input.status}${input.measuredPeriod ? ` (${input.measuredPeriod})` : ''}`;
}
