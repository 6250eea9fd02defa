import { type IncentiveScheme } from '@mizan/contracts';
import { compare, type Fraction, fraction, fractionText, multiply, parseFraction } from './fraction.ts';

/** What is known of one posting in one cycle. The score is the one rounded and printed. */
export interface Facts {
  readonly score?: string | undefined;
  /** Per cent of the required values present. */
  readonly completeness: string;
  readonly days: number;
  readonly cycleDays: number;
}
export interface GateResult {
  readonly gate: string;
  readonly passed: boolean;
  readonly found: string;
  readonly needed: string;
}
export interface Entitlement {
  readonly gates: readonly GateResult[];
  readonly eligible: boolean;
  readonly fullAmount: bigint;
  /** fullAmount × days ÷ cycleDays, exact; 0 when not eligible. */
  readonly exact: Fraction;
}

/** Every gate with what was found and what is needed; all are evaluated, also after one has failed. */
export function evaluateGates(scheme: IncentiveScheme, facts: Facts): GateResult[] {
  return scheme.gates.map((rule) => {
    if (rule.gate === 'minimum-score') return { gate: rule.gate, passed: facts.score !== undefined && atLeast(facts.score, rule.atLeast), found: facts.score ?? 'not scorable', needed: rule.atLeast };
    if (rule.gate === 'data-completeness') return { gate: rule.gate, passed: atLeast(facts.completeness, rule.atLeastPercent), found: facts.completeness, needed: rule.atLeastPercent };
    return { gate: rule.gate, passed: facts.days >= rule.atLeastDays, found: String(facts.days), needed: String(rule.atLeastDays) };
  });
}

/** The amount of the highest step whose `from` the score reaches; steps are half-open. 0 below the first. */
export function amountFor(scheme: IncentiveScheme, score: string): bigint {
  const reached = scheme.amounts.filter(({ from }) => atLeast(score, from)).map(({ amount }) => BigInt(amount));
  return reached.at(-1) ?? 0n;
}

/** What a posting is entitled to before the envelope is shared. */
export function entitlementOf(scheme: IncentiveScheme, facts: Facts): Entitlement {
  const gates = evaluateGates(scheme, facts);
  const fullAmount = facts.score === undefined ? 0n : amountFor(scheme, facts.score);
  const eligible = gates.every(({ passed }) => passed) && fullAmount > 0n;
  const exact = eligible ? multiply(fraction(fullAmount), fraction(BigInt(facts.days), BigInt(facts.cycleDays))) : fraction(0n);
  return { gates, eligible, fullAmount, exact };
}

/** The scheme's own examples that do not come out. */
export function failingExamples(scheme: IncentiveScheme): string[] {
  return scheme.examples
    .filter(({ given, then }) => {
      const found = entitlementOf(scheme, given);
      return found.eligible !== then.eligible || fractionText(found.exact) !== then.entitlement;
    })
    .map(({ name }) => name);
}

const atLeast = (a: string, b: string) => compare(parseFraction(a), parseFraction(b)) >= 0;
