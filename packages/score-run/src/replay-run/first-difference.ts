import { canonicalText } from '@mizan/verifiable-log';
import { stepsInOrder, type Tree } from '../steps-in-order.ts';

/** The first step at which a stored derivation and one computed now part, in words. */
export interface StepDifference {
  /** The key of the step in the derivation; the score itself has none of its own. */
  readonly step: string;
  readonly kind: 'input' | 'node' | 'score';
  readonly label: string;
  /** Which part of the step differs: its value where that does, else what of its way there. */
  readonly part: string;
  readonly stored: string;
  readonly recomputed: string;
  /** The sum with its numbers on both sides, where the step has one. */
  readonly numbers?: { readonly stored: string; readonly recomputed: string };
}
type Step = Readonly<Record<string, unknown>>;
type Stored = Tree & Step;

/** What a reader looks at first; whatever else a step holds comes after it. */
const parts: readonly (readonly [field: string, name: string])[] = [
  ['value', 'value'],
  ['exact', 'exact value'],
  ['status', 'status'],
  ['score', 'score as printed'],
  ['band', 'band'],
  ['numerator', 'numerator'],
  ['denominator', 'denominator'],
  ['n', 'number of observations'],
  ['measuredPeriod', 'period it was measured in'],
  ['unrounded', 'value before rounding'],
  ['parts', 'parts and weights'],
  ['parameters', 'parameters'],
  ['statistics', 'statistics over the peers'],
  ['of', 'what it reads'],
  ['step', 'step of the method'],
  ['formula', 'sum in words and numbers'],
];

/** Finds the first step, inputs before what uses them, whose bytes differ; nothing where all are the same. */
export function firstDifference(stored: Stored, recomputed: Stored, score: { readonly stored: Step; readonly recomputed: Step }): StepDifference | undefined {
  const merged: Tree = { root: recomputed.root, inputs: { ...recomputed.inputs, ...stored.inputs }, nodes: { ...recomputed.nodes, ...stored.nodes } };
  for (const step of stepsInOrder(merged)) {
    const kind = Object.hasOwn(merged.nodes, step) ? 'node' : 'input';
    const [was, is] = [stepOf(stored, step), stepOf(recomputed, step)];
    if (textOf(was) !== textOf(is)) return described({ step, kind, label: labelOf(is ?? was) || step }, was, is);
  }
  const [was, is] = [{ ...rest(stored), ...score.stored }, { ...rest(recomputed), ...score.recomputed }];
  return textOf(was) === textOf(is) ? undefined : described({ step: '', kind: 'score', label: 'the score itself' }, was, is);
}

function described(at: Pick<StepDifference, 'step' | 'kind' | 'label'>, was: Step | undefined, is: Step | undefined): StepDifference {
  if (!was || !is) return { ...at, part: 'step', stored: was ? 'is there' : 'is not there', recomputed: is ? 'is there' : 'is not there' };
  const known = parts.map(([field]) => field);
  const fields = [...known, ...Object.keys({ ...was, ...is }).filter((field) => !known.includes(field)).sort()];
  const field = fields.find((name) => textOf(was[name]) !== textOf(is[name])) ?? '';
  const numbers = { stored: numbersOf(was), recomputed: numbersOf(is) };
  return {
    ...at,
    part: parts.find(([name]) => name === field)?.[1] ?? field,
    stored: shown(was, field),
    recomputed: shown(is, field),
    ...(numbers.stored !== numbers.recomputed && field !== 'formula' ? { numbers } : {}),
  };
}

/** A missing number is told by why it is missing, never by an empty place that could be read as zero. */
function shown(step: Step, field: string): string {
  const value = step[field];
  if (value === '' || value === undefined) return field === 'value' || field === 'exact' || field === 'score' ? String(step['status'] ?? 'nothing') : 'nothing';
  return typeof value === 'string' ? value : textOf(value);
}

const stepOf = ({ inputs, nodes }: Stored, key: string) => (Object.hasOwn(nodes, key) ? nodes[key] : Object.hasOwn(inputs, key) ? inputs[key] : undefined) as Step | undefined;
const rest = ({ inputs: _, nodes: __, ...others }: Stored): Step => others;
const labelOf = (step: Step | undefined) => String((step?.['label'] as { en?: string } | undefined)?.en ?? '');
const numbersOf = (step: Step) => String((step['formula'] as { numbers?: string } | undefined)?.numbers ?? '');
const textOf = (value: unknown) => (value === undefined ? '' : canonicalText(value));
