import { readFormula } from '../formula/read.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { decimalText } from '../rational.ts';
import { readReference } from '../reference.ts';
import { boundsOf } from './bounds.ts';
import { boundsOfCondition } from './truth.ts';

/** How far a figure or a node can go; for warnings, so plain numbers serve. */
export type Possible = (reference: string) => {
  readonly low?: number;
  readonly high?: number;
  /** Of a table or a condition: every number that it gives. */
  readonly only?: readonly number[];
};

export function possibleIn(document: MethodologyDocument, order: readonly string[]): Possible {
  const bounds = boundsOf(document, order);
  return (text) => {
    const { id, side } = readReference(text);
    const found = side ? undefined : bounds.get(id);
    const only = side || !Object.hasOwn(document.nodes, id) ? undefined : numbersGiven(document.nodes[id]!);
    if (only) return { only };
    return found ? { low: Number(decimalText(found.low)), high: Number(decimalText(found.high)) } : {};
  };
}

/** The numbers that a table gives, or a formula that is one condition. */
function numbersGiven({ step, rows, is }: Readonly<Record<string, unknown>>): readonly number[] | undefined {
  if (step === 'step-table' || step === 'decision-table') return (rows as { readonly points?: string }[]).map(({ points }, index) => Number(points ?? index));
  return step === 'formula' && boundsOfCondition(readFormula(String(is))) ? [0, 1] : undefined;
}

/** What a name in a formula reads. */
export function readsBy(node: Readonly<Record<string, unknown>>, name: string): string {
  const given = ((node['let'] ?? {}) as Record<string, unknown>)[name] ?? name;
  return typeof given === 'string' ? given : '';
}
