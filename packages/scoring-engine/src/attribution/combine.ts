import { type Cause, causesOf, type Column, isPresent } from '../cell.ts';
import { compare, divide, multiply, parse, type Rational, rational, sum, whole } from '../rational.ts';
import { type Attribution, type PartRule } from './schema.ts';

/** One org unit of hers in one part: her days there that weigh, and what it has. */
export interface Claim {
  readonly orgUnit: string;
  /** Her days there in the cycle, whether or not they weigh in this part. */
  readonly days: number;
  /** Those of them on which the part was observed. */
  readonly observed: number;
  /** Whether it is recorded on which days the part was observed; else it counts as observed on all. */
  readonly recorded: boolean;
  readonly column: Column;
}
export interface Weighed {
  readonly orgUnit: string;
  readonly days: number;
  readonly share: Rational;
  readonly value: Rational | undefined;
  readonly contribution: Rational | undefined;
  /** All her days there, where of a flow it is recorded on which of them it was observed. */
  readonly inPost?: number;
}
export interface LeftOut {
  readonly orgUnit: string;
  readonly days: number;
  readonly why: 'too-little-exposure' | 'not-observed' | 'missing';
}
export interface Combined {
  readonly column: Column;
  readonly weighed: readonly Weighed[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * One part over her org units: Σ days × value ÷ Σ days, exact. Where one org unit alone weighs, what it has is hers as it is,
 * also what it does not have. A part that nobody's days reach is missing, never zero.
 */
export function combine(id: string, rule: PartRule, { nobody, missing }: Attribution, claims: readonly Claim[], cycleDays: number): Combined {
  const judged = claims.map((claim) => ({ claim, ...weightOf(claim, rule, cycleDays) }));
  const hers = judged.filter(({ days }) => days > 0);
  const weigh = (claims: readonly Judged[]) => weighAll(claims, rule);
  const out = judged.flatMap(({ claim, days, why }): LeftOut[] => (days > 0 ? [] : [{ orgUnit: claim.orgUnit, days: claim.days, why }]));
  if (hers.length === 0) return { column: { missing: [{ kind: 'not-applicable', why: 'nobody-to-attribute-to', at: id, fails: nobody === 'not-scorable' }] }, weighed: [], leftOut: out };
  if (hers.length === 1) return { column: hers[0]!.claim.column, weighed: weigh(hers), leftOut: out };
  const dropped = hers.filter(({ claim: { column } }) => missing === 're-weight' && mayBeLeftOut(column));
  const kept = hers.filter((one) => !dropped.includes(one));
  const leftOut = [...out, ...dropped.map(({ claim: { orgUnit, days } }): LeftOut => ({ orgUnit, days, why: 'missing' }))];
  const causes = causesOf((kept.length === 0 ? dropped : kept).map(({ claim: { column } }) => column));
  if (causes.length > 0) return { column: { missing: missing === 'not-scorable' ? causes.map((cause): Cause => ({ ...cause, fails: true })) : causes }, weighed: weigh(kept), leftOut };
  const weighed = weigh(kept);
  return { column: { value: sum(weighed.map(({ contribution }) => contribution!)) }, weighed, leftOut };
}

function weightOf({ days, observed }: Claim, rule: PartRule, cycleDays: number): { days: number; why: LeftOut['why'] } {
  if (rule.kind === 'flow') return { days: observed, why: 'not-observed' };
  if (rule.to === 'exposure') return { days, why: 'not-observed' };
  const enough = compare(rational(BigInt(days), BigInt(cycleDays)), parse(rule.leastExposure)) >= 0;
  return { days: enough ? days : 0, why: 'too-little-exposure' };
}

const mayBeLeftOut = (column: Column) => !isPresent(column) && column.missing.every(({ fails, worst }) => !fails && !worst);

interface Judged {
  readonly claim: Claim;
  readonly days: number;
}

function weighAll(claims: readonly Judged[], { kind }: PartRule): Weighed[] {
  const all = whole(claims.reduce((total, { days }) => total + days, 0));
  return claims.map(({ claim: { orgUnit, column, days: inPost, recorded }, days }) => {
    const share = divide(whole(days), all);
    const value = isPresent(column) ? column.value : undefined;
    return { orgUnit, days, share, value, contribution: value && multiply(share, value), ...(kind === 'flow' && recorded ? { inPost } : {}) };
  });
}
