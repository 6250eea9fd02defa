import { evaluate } from '@mizan/scoring-engine/formula/evaluate.ts';
import { type Context, isNumber } from '@mizan/scoring-engine/formula/functions.ts';
import { readFormula } from '@mizan/scoring-engine/formula/read.ts';
import { type Rational } from '@mizan/scoring-engine/rational.ts';

/** Solves equations that read one another by name, with the formula language of a methodology. @throws Error naming an equation that has no number, is not there or reads itself */
export function solve(equations: Readonly<Record<string, string>>): Map<string, Rational> {
  const [solved, open] = [new Map<string, Rational>(), new Set<string>()];
  const context: Context = {
    name: valueOf,
    fault(why) {
      throw new Error(`an equation has no number: ${why}`);
    },
  };
  function valueOf(name: string): Rational {
    const known = solved.get(name);
    if (known) return known;
    const text = equations[name];
    if (text === undefined || open.has(name)) throw new Error(text === undefined ? `there is no equation ${name}` : `the equation ${name} reads itself`);
    open.add(name);
    const value = evaluate(readFormula(text), context);
    if (!isNumber(value)) throw new Error(`the equation ${name} is no number`);
    solved.set(name, value);
    return value;
  }
  for (const name of Object.keys(equations)) valueOf(name);
  return solved;
}
