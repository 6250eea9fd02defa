interface Node {
  step: string;
  label?: { en?: string };
  of: string[];
  value?: string | null;
  status: string;
  formula?: { names?: string; numbers?: string };
}
export interface DerivationTree {
  root: string;
  nodes: Record<string, Node>;
  inputs: Record<string, { value?: string | null; status: string; measuredPeriod?: string }>;
}

/** The derivation as an indented text, root first; a node met again is only named. */
export function explanation(score: { orgUnit: string; cycleId: string; status: string; score?: string | undefined; band?: string | undefined }, tree: DerivationTree, reasons: readonly string[]): string[] {
  const headline = score.status === 'scored' ? `${score.score} (${score.band ?? 'no band'})` : 'not scorable';
  const seen = new Set<string>();
  const walk = (id: string, depth: number): string[] => {
    const indent = '  '.repeat(depth);
    const input = tree.inputs[id];
    const node = tree.nodes[id];
    if (!node) return input ? [`${indent}${id} = ${input.value ?? input.status}${input.measuredPeriod ? ` (${input.measuredPeriod})` : ''}`] : [];
    const line = `${indent}${node.label?.en ?? id} = ${node.value ?? node.status}`;
    if (seen.has(id)) return [line];
    seen.add(id);
    const sum = node.formula?.numbers ? [`${indent}  ${node.formula.names ?? ''}`, `${indent}  ${node.formula.numbers}`] : [];
    return [line, ...sum, ...node.of.flatMap((child) => walk(child, depth + 1))];
  };
  return [`${score.orgUnit} ${score.cycleId}: ${headline}`, ...reasons.map((reason) => `  ${reason}`), ...walk(tree.root, 1)];
}
