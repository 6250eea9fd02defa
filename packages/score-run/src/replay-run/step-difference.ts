import { canonicalText } from '@mizan/verifiable-log';

/** The first step at which a stored derivation and one computed now part, in words. */
export interface StepDifference {
  /** The key of the step in the derivation; the score itself has none of its own. */
  readonly step: string;
  readonly kind: 'days' | 'org unit' | 'part' | 'input' | 'node' | 'score';
  readonly label: string;
  /** Which part of the step differs: its value where that does, else what of its way there. */
  readonly part: string;
  readonly stored: string;
  readonly recomputed: string;
  /** The sum with its numbers on both sides, where the step has one. */
  readonly numbers?: { readonly stored: string; readonly recomputed: string };
}
export type Step = Readonly<Record<string, unknown>>;

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
  ['days', 'days'],
  ['share', 'share of her days'],
  ['weighed', 'org units as they weigh'],
  ['leftOut', 'org units left out'],
  ['parts', 'parts and weights'],
  ['parameters', 'parameters'],
  ['statistics', 'statistics over the peers'],
  ['of', 'what it reads'],
  ['step', 'step of the method'],
  ['formula', 'sum in words and numbers'],
];

/** A step of a derivation as stored and as computed now; the last of a list is the score itself. */
export interface StepPair extends Pick<StepDifference, 'step' | 'kind'> {
  /** Where the step has no label of its own. */
  readonly label?: string;
  readonly stored: Step | undefined;
  readonly recomputed: Step | undefined;
}

/** The first of steps in evaluation order whose bytes differ; nothing where all are the same. */
export function firstOf(steps: readonly StepPair[]): StepDifference | undefined {
  const found = steps.find(({ stored, recomputed }) => textOf(stored) !== textOf(recomputed));
  if (!found) return undefined;
  const { step, kind, label, stored, recomputed } = found;
  return described({ step, kind, label: label ?? (labelOf(recomputed ?? stored) || step) }, stored, recomputed);
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

const labelOf = (step: Step | undefined) => String((step?.['label'] as { en?: string } | undefined)?.en ?? '');
interface Weighed {
  readonly weighed?: readonly { readonly value: string; readonly share: string }[];
}
/** The sum of a node, or of a part over org units, with its numbers. */
const numbersOf = (step: Step) => String((step['formula'] as { numbers?: string } | undefined)?.numbers ?? (step as Weighed).weighed?.map(({ value, share }) => `${value || 'missing'} × ${share}`).join(' + ') ?? '');
const textOf = (value: unknown) => (value === undefined ? '' : canonicalText(value));
