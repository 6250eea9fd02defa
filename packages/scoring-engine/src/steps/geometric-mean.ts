import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { compare, multiply, one, type Rational, root, zero } from '../rational.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('geometric-mean'), of: z.array(z.string()).min(1), ...common });
export type GeometricMean = z.output<typeof schema>;

/** Geometric mean with equal weights: a low part is not made up for by a high one. */
export const geometricMean: Step<GeometricMean> = {
  name: 'geometric-mean',
  schema,
  peers: 'none',
  words: { en: 'the parts multiplied with each other, and of that the root of as many as they are', ur: 'حصوں کا حاصل ضرب، اور اس کا اتنا ہی جذر جتنے حصے ہیں' },
  symbols: '(x₁ × … × xₙ)^(1/n)',
  missing: 'One missing part makes it missing. A part of 0 makes it 0; a part below 0 makes it missing.',
  source: 'UNDP, Human Development Report 2023/24, technical note 1',
  example: '0.714323, 0.366719 and 0.601837: the cube root of their product = 0.540218…',
  of: ({ of }) => of,
  compute({ of }, { id, column }) {
    const columns = of.map((part) => column(part));
    const text = (parts: readonly string[]) => `(${parts.join(' × ')})^(1/${of.length})`;
    const numbers = text(columns.map(showColumn));
    const causes = causesOf(columns);
    if (causes.length) return { column: { missing: causes }, names: text(of), numbers };
    const values = columns.flatMap((part): Rational[] => (isPresent(part) ? [part.value] : []));
    if (values.some((value) => compare(value, zero) < 0)) return { column: { missing: [{ kind: 'not-applicable', at: id, fails: true }] }, names: text(of), numbers };
    const value = root(values.reduce(multiply, one), of.length);
    return { column: { value }, names: text(of), numbers: `${numbers} = ${show(value)}` };
  },
};
