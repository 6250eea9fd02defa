import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { sqrt } from '../functions.ts';
import { add, compare, divide, multiply, negate, one, parse, subtract, whole } from '../rational.ts';
import { common, PositiveDecimal, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('wilson-bound'), of: Reference.describe('A share from 0 to 1, or in percent with `scale` 100.'), n: Reference.describe('Over how many it was measured; `indicator.n` as a rule.'), side: z.enum(['lower', 'upper']), z: PositiveDecimal.default('1.959963984540054').describe('The normal quantile of the confidence wanted.'), scale: PositiveDecimal.default('1').describe('"100" where the share is in percent.'), ...common });
export type WilsonBound = z.output<typeof schema>;

/** Wilson bound of a share; a step-table or a goalpost makes points of it. */
export const wilsonBound: Step<WilsonBound> = {
  name: 'wilson-bound',
  schema,
  peers: 'none',
  worst: 'passes-on',
  words: { en: 'the lower or upper bound of the confidence interval of a share', ur: 'کسی تناسب کے اعتمادی وقفے کی نچلی یا اوپری حد' },
  symbols: 'n ÷ (n + z²) × (p + z² ÷ 2n ± z√(p(1 − p) ÷ n + z² ÷ 4n²))',
  missing: 'Missing where the share or the number is missing, `not-applicable` where there is no such share.',
  source: 'Wilson (1927); Tennessee Department of Education, district accountability protocol',
  example: 'p = 36 percent over n = 30, upper, z = 1.96: 53.8…',
  of: ({ of, n }) => [of, n],
  keepsDirectionOf: ({ of }) => of,
  compute({ of, n: size, side, z: quantile, scale: full }, { id, column }) {
    const [x, n] = [column(of), column(size)];
    const names = `Wilson ${side} bound of ${of} over ${size}`;
    if (!isPresent(x) || !isPresent(n)) return { column: { missing: causesOf([x, n]) }, names, numbers: `${showColumn(x)} over ${showColumn(n)}` };
    const [z1, scale] = [parse(quantile), parse(full)];
    const p = divide(x.value, scale);
    if (n.value.n <= 0n || p.n < 0n || compare(p, one) > 0) return { column: { missing: [{ kind: 'not-applicable', why: 'outside-domain', at: id, fails: true }] }, names, numbers: `${show(x.value)} over ${show(n.value)}` };
    const z2 = multiply(z1, z1);
    const root = sqrt(add(divide(multiply(p, subtract(one, p)), n.value), divide(z2, multiply(whole(4), multiply(n.value, n.value)))));
    const middle = add(p, divide(z2, multiply(whole(2), n.value)));
    const away = multiply(z1, side === 'upper' ? root : negate(root));
    const value = multiply(scale, divide(multiply(n.value, add(middle, away)), add(n.value, z2)));
    return { column: { value }, names, numbers: `n ÷ (n + z²) × (p + z² ÷ 2n ${side === 'upper' ? '+' : '−'} z√(p(1 − p) ÷ n + z² ÷ 4n²)) with p = ${show(p)}, n = ${show(n.value)}, z = ${show(z1)} = ${show(value)}` };
  },
};
