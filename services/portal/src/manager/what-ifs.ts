import { whatIf } from '@mizan/contracts';
import { add, compare, parseExact, type Rational, rational, subtract } from '@mizan/scoring-engine';
import { type Ask } from '../ask.ts';
import { readDerivation } from '../breakdown/derivation.ts';
import { placesOf, rounded } from '../breakdown/shown-parts.ts';

export const raise = '5';
export interface WhatIf {
  readonly indicator: string;
  readonly from: string;
  readonly to: string;
  readonly score: string;
}

/** How many figures are tried; each is a score of its own. */
const atMost = 12;

/** The two figures that raise the score most when each is brought a little nearer to its target and never past it; the engine says how much. */
export async function tryWhatIfs(ask: Ask, params: { cycleId: string; orgUnit: string }, derivation: unknown, methodology: unknown): Promise<WhatIf[]> {
  const tried = nearerToTarget(derivation, targets(methodology)).slice(0, atMost).map(async ({ indicator, from, to }) => {
    const { score } = await ask(whatIf, { params, body: { values: { [indicator]: to } } });
    return score === undefined ? [] : [{ indicator, from, to, score }];
  });
  return (await Promise.all(tried)).flat().sort((a, b) => compare(parseExact(b.score), parseExact(a.score))).slice(0, 2);
}

/** Every present figure short of its target, each a little nearer to it; the furthest first. */
export function nearerToTarget(derivation: unknown, target: Readonly<Record<string, string>>): Omit<WhatIf, 'score'>[] {
  const gaps = Object.entries(readDerivation(derivation).inputs).flatMap(([indicator, { value, status }]) => {
    const goal = target[indicator];
    // An earlier period's figure stands as it is: nobody can bring it nearer to a target now.
    return status === 'present' && value && goal !== undefined && !indicator.includes('@') ? [{ indicator, from: value, goal, gap: subtract(parseExact(goal), parseExact(value)) }] : [];
  });
  const open = gaps.filter(({ gap }) => gap.n !== 0n).sort((a, b) => compare(size(b.gap), size(a.gap)));
  return open.map(({ indicator, from, goal, gap }) => ({ indicator, from, to: nearer(from, goal, gap) }));
}

const size = ({ n, d }: Rational) => rational(n < 0n ? -n : n, d);

function nearer(from: string, goal: string, gap: Rational): string {
  if (compare(size(gap), parseExact(raise)) <= 0) return goal;
  const step = parseExact(raise);
  return rounded((gap.n > 0n ? add : subtract)(parseExact(from), step), placesOf(from));
}

/** Targets by indicator, where the methodology places an indicator between goalposts with plain numbers; the end that earns all of it may be the lower number. */
export function targets(document: unknown): Record<string, string> {
  const nodes = Object.values((document as { nodes?: Record<string, { of?: unknown; high?: unknown }> }).nodes ?? {});
  return Object.fromEntries(nodes.flatMap(({ of, high }) => (typeof of === 'string' && typeof high === 'string' ? [[of, high]] : [])));
}
