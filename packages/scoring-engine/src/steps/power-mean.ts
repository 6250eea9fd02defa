import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { power } from '../functions.ts';
import { divide, multiply, one, sum, zero } from '../rational.ts';
import { availableParts, belowZero, Ids, partsOf, Reweight, type Weighed, Weights } from './available-parts.ts';
import { common, NumberOrParameter, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('power-mean'), of: Ids.optional(), parts: Weights.optional(), reweight: Reweight.optional(), power: NumberOrParameter.refine((power) => typeof power !== 'string' || !/^-?0+(\.0+)?$/.test(power), 'the mean of power 0 is the geometric mean; use the step geometric-mean').describe('1 is the arithmetic mean, −1 the harmonic, 2 the quadratic; 0 is refused, for it is the geometric mean and has its own step.'), ...common }).refine(({ of, parts }) => (of === undefined) !== (parts === undefined), 'either `of`, for equal weights, or `parts`, each with its own');
export type PowerMean = z.output<typeof schema>;

/** Power mean, between the lowest part and the highest as its power says. */
export const powerMean: Step<PowerMean> = {
  name: 'power-mean',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the mean of the parts raised to a power, brought back by the root', ur: 'حصوں کی قوت کی اوسط، پھر اس کا جذر' },
  symbols: '(Σ wᵢxᵢ^p ÷ Σ wᵢ)^(1 ÷ p)',
  missing: 'As for weighted-mean. A part below 0 makes it missing; a part of 0 makes it 0 where the power is below 0. A power that is read and turns out as 0 makes it missing.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; COINr, a_genmean',
  example: '3 and 4 with power 2: √((9 + 16) ÷ 2) = 3.535533…',
  of: ({ of, parts }) => of ?? Object.keys(parts ?? {}),
  compute(node, inputs) {
    const p = inputs.number(node.power);
    const { parts, missing } = availableParts(partsOf(node, inputs), node.reweight, inputs);
    const text = (name: (part: Weighed) => string) => `(${parts.filter(({ effectiveWeight, column }) => missing || (effectiveWeight.n > 0n && isPresent(column))).map((part) => `${show(part.effectiveWeight)} × ${name(part)}^${show(p)}`).join(' + ')})^(1 ÷ ${show(p)})`;
    const [names, numbers] = [text(({ id }) => id), text(({ column }) => showColumn(column))];
    if (missing) return { column: { missing }, names, numbers };
    const present = parts.flatMap(({ column, effectiveWeight }) => (isPresent(column) ? [{ value: column.value, share: effectiveWeight }] : []));
    if (p.n === 0n || present.some(({ value }) => value.n < 0n)) return { column: { missing: [belowZero(inputs.id)] }, names, numbers };
    const value = p.n < 0n && present.some((part) => part.value.n === 0n) ? zero : power(sum(present.map((part) => multiply(part.share, power(part.value, p)))), divide(one, p));
    return { column: { value }, names, numbers: `${numbers} = ${show(value)}` };
  },
};
