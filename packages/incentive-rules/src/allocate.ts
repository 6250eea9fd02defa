import { add, compare, floor, type Fraction, fraction, multiply } from './fraction.ts';

export interface Claim {
  readonly caseId: string;
  readonly exact: Fraction;
}
export interface Allocation {
  readonly entitled: Fraction;
  /** min(1, envelope ÷ entitled); 1 when nobody is entitled. */
  readonly factor: Fraction;
  /** Sum of the awards. */
  readonly allocated: bigint;
  readonly awards: ReadonlyMap<string, bigint>;
}

/**
 * Shares an envelope: each entitlement times one factor, rounded down to the unit paid, and the units left over given one each
 * to the largest remainders, ties by case id. The awards sum to the whole units of factor × entitled, so to the whole envelope
 * when it is too small; no award is above its entitlement rounded up. The order of the claims does not matter.
 * Method of largest remainder (Hamilton).
 */
export function allocate(envelope: bigint, claims: readonly Claim[]): Allocation {
  const entitled = claims.reduce((total, { exact }) => add(total, exact), fraction(0n));
  const factor = compare(entitled, fraction(envelope)) <= 0 ? fraction(1n) : fraction(envelope * entitled.d, entitled.n);
  const shares = claims.map(({ caseId, exact }) => {
    const due = multiply(exact, factor);
    return { caseId, whole: floor(due), rest: fraction(due.n - floor(due) * due.d, due.d) };
  });
  const allocated = floor(multiply(entitled, factor));
  let left = allocated - shares.reduce((total, { whole }) => total + whole, 0n);
  const awards = new Map(shares.map(({ caseId, whole }) => [caseId, whole]));
  for (const { caseId, whole } of [...shares].sort((a, b) => compare(b.rest, a.rest) || (a.caseId < b.caseId ? -1 : 1))) {
    if (left <= 0n) break;
    awards.set(caseId, whole + 1n);
    left -= 1n;
  }
  return { entitled, factor, allocated, awards };
}
