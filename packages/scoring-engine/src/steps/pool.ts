import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { compare, divide, multiply, parse, type Rational, sum, whole } from '../rational.ts';
import { common, DecimalText, Reference, Share, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('pool'), of: Reference.describe('What is added up over the org units below, such as `present.numerator`.'), per: Reference.optional().describe('By what the sum is divided, added up over the same org units; with neither this nor `weight` it is the sum.'), weight: Reference.optional().describe('In place of `per`: what weights each figure; a plain mean is below-statistic.'), from: z.string().describe('The level of the org units that are pooled, such as `school`.'), scale: DecimalText.default('1').describe('"100" gives percent.'), minimumShare: Share.default('0').describe('Least share of the org units below that must have a figure, from 0 to 1.'), ...common })
  .refine(({ per, weight }) => per === undefined || weight === undefined, 'either `per` or `weight`');
export type Pool = z.output<typeof schema>;

/** Pooling by counts through the hierarchy: school to tehsil to district. */
export const pool: Step<Pool> = {
  name: 'pool',
  schema,
  peers: 'units-below',
  worst: 'refused',
  words: { en: 'counts added up over the org units below, then divided', ur: 'نیچے کی اکائیوں کی گنتیاں جمع کر کے تقسیم' },
  symbols: 'scale × Σ x ÷ Σ y, or Σ wx ÷ Σ w, over the org units of a level below',
  missing: 'An org unit below whose figure may be left out (`drop`) is left out of both sums; any other missing one makes it missing, and so do fewer than `minimumShare`.',
  source: 'Mizan: percentages are never averaged without their denominators',
  example: 'schools 30 of 40 and 50 of 160, scale 100: 100 × 80 ÷ 200 = 40',
  of: ({ of, per, weight }) => [of, ...(per ? [per] : []), ...(weight ? [weight] : [])],
  keepsDirectionOf: ({ of }) => of,
  compute(node, inputs) {
    const { of, per, weight, from } = node;
    const beside = per ?? weight;
    const members = inputs.below(from).map(({ column }) => [column(of), ...(beside ? [column(beside)] : [])]);
    const present = members.flatMap((columns) => (columns.every(isPresent) ? [columns.map((column) => (column as { value: Rational }).value)] : []));
    const names = beside ? `${node.scale} × Σ ${weight ? `${weight} × ` : ''}${of} ÷ Σ ${beside} over each ${from}` : `Σ ${of} over each ${from}`;
    const causes = causesOf(members.flat());
    const held = causes.filter(({ fails, worst }) => fails || worst);
    const enough = present.length > 0 && compare(whole(present.length), multiply(parse(node.minimumShare), whole(members.length))) >= 0;
    const about = { over: `each ${from} below with a figure`, count: present.length };
    const taken = { below: String(members.length) };
    if (held.length > 0 || !enough) return { column: { missing: [...held, ...(enough ? [] : [{ kind: 'not-submitted' as const, why: 'too-little-present' as const, at: inputs.id, fails: true }])] }, names, numbers: `${present.length} of ${members.length} have a figure`, statistics: { ...about, values: {} }, taken };
    const top = sum(present.map(([x, w]) => (weight ? multiply(x!, w!) : x!)));
    const bottom = beside ? sum(present.map(([, w]) => w!)) : whole(1);
    if (bottom.n === 0n) return { column: { missing: [{ kind: 'not-applicable', why: 'divided-by-zero', at: inputs.id, fails: true }] }, names, numbers: `${show(top)} ÷ 0`, statistics: { ...about, values: { sum: top } }, taken };
    const value = beside ? multiply(parse(node.scale), divide(top, bottom)) : top;
    return { column: { value }, names, numbers: `${beside ? `${node.scale} × ${show(top)} ÷ ${show(bottom)} = ` : ''}${show(value)} over ${present.length} of ${members.length}`, statistics: { ...about, values: { sum: top, ...(beside ? { divisor: bottom } : {}) } }, taken };
  },
};
