import { z } from 'zod';
import { type Column, isPresent } from '../cell.ts';
import { evaluate } from '../formula/evaluate.ts';
import { asNumber, isNull, isNumber, type Value } from '../formula/functions.ts';
import { namesIn, readFormula } from '../formula/read.ts';
import { written } from '../formula/written.ts';
import { columnOfGiven, FormulaText, formulaWords, givenFor, nameOf, ShortNames, shownIn, valueOf } from './formula-names.ts';
import { common, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({
  step: z.literal('formula'),
  let: ShortNames,
  is: FormulaText.describe(`The formula: ${formulaWords}.`),
  ...common,
});
export type Formula = z.output<typeof schema>;

/** Arithmetic that no other step foresaw. */
export const formula: Step<Formula> = {
  name: 'formula',
  schema,
  peers: 'none',
  worst: 'passes-on',
  words: { en: 'what the formula says', ur: 'جو فارمولا کہتا ہے' },
  symbols: 'if(condition, then, else), min, max, abs, sum, mean, median, clamp(x, low, high), round(x, places, "half-up"), floor, ceil, sqrt, cbrt, ln, log10, exp, pow(x, y), normal(z), probit(p), coalesce(x, …), missing(x)',
  missing:
    'A missing value is null: arithmetic and comparisons with it are null, `coalesce` takes the first that is not, `missing(x)` is true of it, and `if` is null where its condition is. `null` may be written: `if(pupils < 10, null, x)` is `not-applicable` there, and a node that re-weights may leave it out. A node that is null is missing for the causes of what it read. Division by zero, or a function without such a number, is `not-applicable` with its reason, never 0. A comparison counts 1 or 0, so that `sum(a < 3, b < 3)` is how many hold; as the result it is shown as `true` or `false`. A number holds as a condition where it is not 0. `normal` is the share of a standard normal distribution below a number, `probit` the number below which a share of it lies. `round` takes `-2` places for hundreds.',
  source: 'parsed by jsep; evaluated by us in rationals, roots and logarithms to 34 significant digits',
  example: '{ "let": { "f": "girls", "m": "boys" }, "is": "min(f / m, m / f)" } with f = 45, m = 60: 0.75',
  of: (node) => [...new Set(namesIn(readFormula(node.is)).map((name) => givenFor(node.let, name)).filter((given) => typeof given === 'string'))],
  compute(node, inputs) {
    const { id } = inputs;
    const tree = readFormula(node.is);
    const read = (name: string) => columnOfGiven(givenFor(node.let, name), inputs);
    const result = evaluate(tree, {
      name: (name) => valueOf(read(name)),
      fault: (why) => ({ causes: [{ kind: 'not-applicable', why, at: id, fails: true }] }),
      none: { causes: [{ kind: 'not-applicable', at: id, fails: false }] },
    });
    const [names, filled] = [written(tree, (name) => nameOf(givenFor(node.let, name))), written(tree, (name) => shownIn(read(name)))];
    const found = columnOf(result, id);
    return { column: found, names, numbers: isPresent(found) ? `${filled} = ${found.label ?? show(found.value)}` : filled };
  },
};

function columnOf(result: Value, id: string): Column {
  if (isNull(result)) return { missing: result.causes };
  if (typeof result === 'boolean') return { value: asNumber(result), label: String(result) };
  return isNumber(result) ? { value: result } : { missing: [{ kind: 'not-applicable', why: 'outside-domain', at: id, fails: true }] };
}
