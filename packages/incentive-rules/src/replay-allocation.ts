import { type IncentiveScheme } from '@mizan/contracts';
import { canonicalText } from '@mizan/verifiable-log';
import { type AllocationData, type CaseData, casesOf, type Claimed } from './cases-of.ts';

/** A case, or the allocation itself, that does not come out as its leaf says: the first thing that differs, in the order of the sum. */
export interface AmountDifference {
  readonly of: string;
  readonly part: string;
  readonly stored: string;
  readonly recomputed: string;
}
export interface AllocationReplay {
  readonly allocationId: string;
  readonly runId: string;
  readonly cases: number;
  readonly equal: number;
  readonly differences: readonly AmountDifference[];
}
type Row = Readonly<Record<string, unknown>>;

const caseParts: readonly (readonly [field: string, name: string])[] = [
  ['score', 'score'],
  ['band', 'band'],
  ['days', 'days in post'],
  ['cycleDays', 'days of the cycle'],
  ['gates', 'gates'],
  ['eligible', 'eligible'],
  ['fullAmount', 'amount for the whole cycle'],
  ['entitlement', 'entitlement'],
  ['award', 'award'],
];
const allocationParts: typeof caseParts = [['envelope', 'envelope'], ['cases', 'number of cases'], ['eligible', 'number of eligible cases'], ['entitled', 'sum of the entitlements'], ['factor', 'factor'], ['allocated', 'allocated'], ['awardsRoot', 'root over the awards']];

/** Opens the cases and shares the envelope again, and compares every case and the allocation with its leaf, byte for byte. */
export function replayAllocation(stored: { readonly allocation: AllocationData; readonly cases: readonly CaseData[] }, claimed: readonly Claimed[], scheme: IncentiveScheme): AllocationReplay {
  const { allocationId, cycleId, schemeSha256, runId } = stored.allocation;
  const again = casesOf(claimed, scheme, { cycleId, schemeSha256, runId });
  const [was, is] = [stored.cases, again.cases].map((cases) => new Map(cases.map((one) => [one.caseId, one])));
  const ids = [...new Set([...was!.keys(), ...is!.keys()])];
  const cases = ids.flatMap((id) => differenceOf(id, was!.get(id), is!.get(id), caseParts));
  return { allocationId, runId, cases: ids.length, equal: ids.length - cases.length, differences: [...cases, ...differenceOf(allocationId, stored.allocation, again.allocation, allocationParts)] };
}

function differenceOf(of: string, was: Row | undefined, is: Row | undefined, parts: typeof caseParts): AmountDifference[] {
  if (!was || !is) return [{ of, part: 'case', stored: was ? 'is there' : 'is not there', recomputed: is ? 'is there' : 'is not there' }];
  const known = parts.map(([field]) => field);
  const field = [...known, ...Object.keys({ ...was, ...is }).sort()].find((name) => textOf(was[name]) !== textOf(is[name]));
  if (field === undefined) return [];
  return [{ of, part: parts.find(([name]) => name === field)?.[1] ?? field, stored: textOf(was[field]) || 'nothing', recomputed: textOf(is[field]) || 'nothing' }];
}

const textOf = (value: unknown) => (value === undefined ? '' : typeof value === 'string' ? value : canonicalText(value));
