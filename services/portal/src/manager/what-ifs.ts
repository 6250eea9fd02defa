import { whatIf } from '@mizan/contracts';
import { type Ask } from '../ask.ts';
import { readDerivation } from '../derivation.ts';
import { exact, isLess, minus, placesOf, plus, rounded } from '../exact.ts';

export const raise = '5';
export interface WhatIf {
  readonly indicator: string;
  readonly from: string;
  readonly to: string;
  readonly score: string;
}

/** The two present figures furthest below their targets, each raised a little and never past its target; the engine says the rest. */
export async function tryWhatIfs(ask: Ask, params: { cycleId: string; orgUnit: string }, derivation: unknown, methodology: unknown): Promise<WhatIf[]> {
  const tried = furthestBelow(derivation, targets(methodology)).map(async ({ indicator, from, to }) => {
    const { score } = await ask(whatIf, { params, body: { values: { [indicator]: to } } });
    return score === undefined ? [] : [{ indicator, from, to, score }];
  });
  return (await Promise.all(tried)).flat();
}

export function furthestBelow(derivation: unknown, target: Readonly<Record<string, string>>): Omit<WhatIf, 'score'>[] {
  const gaps = Object.entries(readDerivation(derivation).inputs).flatMap(([indicator, { value, status }]) => {
    const high = target[indicator] ?? '100';
    return status === 'present' && value && isLess(exact(value), exact(high)) ? [{ indicator, from: value, high, gap: minus(exact(high), exact(value)) }] : [];
  });
  return gaps.sort((a, b) => (isLess(a.gap, b.gap) ? 1 : isLess(b.gap, a.gap) ? -1 : 0)).slice(0, 2).map(({ indicator, from, high }) => {
    const raised = plus(exact(from), exact(raise));
    return { indicator, from, to: isLess(exact(high), raised) ? high : rounded(raised, placesOf(from)) };
  });
}

/** Targets by indicator, where the methodology places an indicator between goalposts with plain numbers. */
export function targets(document: unknown): Record<string, string> {
  const nodes = Object.values((document as { nodes?: Record<string, { of?: unknown; high?: unknown }> }).nodes ?? {});
  return Object.fromEntries(nodes.flatMap(({ of, high }) => (typeof of === 'string' && typeof high === 'string' ? [[of, high]] : [])));
}
