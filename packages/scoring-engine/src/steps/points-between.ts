import { add, clamp, multiply, parse, type Rational, round, type RoundingMode } from '../rational.ts';
import { show } from './shapes.ts';
import { type Inputs, type NumberOrParameter } from './step.ts';

interface Points {
  readonly slope: NumberOrParameter;
  readonly plus: NumberOrParameter;
  readonly least: NumberOrParameter;
  readonly most: NumberOrParameter;
  readonly rounding: { readonly places: number; readonly mode: RoundingMode };
}

/** The points of a share of the way: stretched, shifted, rounded once, and held between the least and the most. */
export function pointsBetween({ slope, plus, least, most, rounding }: Points, { number }: Inputs, share: Rational): Rational {
  const rounded = parse(round(add(multiply(number(slope), share), number(plus)), rounding.places, rounding.mode));
  return clamp(rounded, number(least), number(most));
}

export function pointsText({ slope, plus, rounding }: Points, { number }: Inputs, x: string, from: string, to: string): string {
  const shift = number(plus);
  return `round(${show(number(slope))} × (${x} − ${from}) ÷ (${to} − ${from}) ${shift.n < 0n ? '−' : '+'} ${show(shift).replace('-', '')}, ${rounding.places}, ${rounding.mode})`;
}
