import { isPresent } from '../cell.ts';
import { clamp, compare, divide, multiply, type Rational, subtract, zero } from '../rational.ts';
import { common, numberElse, NumberOrParameter, Reference, show, showColumn } from './shapes.ts';
import { type Computed, type Inputs, type NumberOrParameter as Number } from './step.ts';

/** The document form that every goalpost step shares. */
export const goalpostFields = {
  of: Reference.describe('The indicator or node that is read.'),
  low: NumberOrParameter.describe('Earns nothing. Above `high` where less is better; an indicator whose `direction` is `lower` turns the two by itself.'),
  high: NumberOrParameter.describe('Earns all of `scale`; beyond it nothing more, as nothing less than 0 beyond `low`.'),
  scale: numberElse('100', 'The points that the whole way earns.'),
  ...common,
};
interface Goalposts {
  readonly of: string;
  readonly low: Number;
  readonly high: Number;
  readonly scale: Number;
}
/** On what scale the way is measured, and how that is written. */
interface Measure {
  readonly at: (value: Rational) => Rational;
  readonly written: (name: string) => string;
}

/** The share of the way from the goalpost that earns nothing to the one that earns all. */
export function betweenGoalposts({ of, low, high, scale }: Goalposts, { id, column, number, lessIsBetter }: Inputs, { at, written }: Measure): Computed {
  const [x, full, ...given] = [column(of), number(scale), number(low), number(high)] as const;
  if (compare(given[0], given[1]) === 0) return { column: { missing: [{ kind: 'not-applicable', why: 'divided-by-zero', at: id, fails: true }] }, names: of, numbers: `both goalposts are ${show(given[0])}` };
  const [lower, upper] = compare(given[0], given[1]) < 0 ? given : [given[1], given[0]];
  const [from, to] = lessIsBetter(of) ? [upper, lower] : given;
  const text = (name: string) => `${show(full)} × (${written(name)} − ${written(show(from))}) ÷ (${written(show(to))} − ${written(show(from))})`;
  if (!isPresent(x)) {
    const worst = x.missing.length > 0 && x.missing.every((cause) => cause.worst);
    return { column: worst ? { value: zero } : x, names: text(of), numbers: worst ? `0 (${showColumn(x)}, counted as the worst value)` : text(showColumn(x)) };
  }
  const held = clamp(x.value, lower, upper);
  const value = multiply(full, divide(subtract(at(held), at(from)), subtract(at(to), at(from))));
  const beyond = () => (compare(held, x.value) === 0 ? '' : `, held at the goalpost ${show(held)}`);
  return { column: { value }, names: () => text(of), numbers: () => `${text(show(x.value))}${beyond()} = ${show(value)}` };
}
