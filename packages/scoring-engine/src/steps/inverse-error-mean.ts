import { z } from 'zod';
import { type Column, isPresent } from '../cell.ts';
import { divide, multiply, one, type Rational } from '../rational.ts';
import { readReference, writeReference } from '../reference.ts';
import { Ids, Reweight } from './available-parts.ts';
import { common } from './shapes.ts';
import { mean } from './weighted-mean.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('inverse-error-mean'), of: Ids.describe('The same thing from several sources, such as `reading[source=census]`.'), weight: z.enum(['inverse-standard-error', 'inverse-variance']).describe('1 over the standard error or over its square; they differ, and there is no default.'), reweight: Reweight.optional(), ...common });
export type InverseErrorMean = z.output<typeof schema>;

const errorOf = (id: string) => writeReference({ ...readReference(id), side: 'standardError' });
/** Of a source that is missing the weight does not matter, and 1 stands for it. */
function weightOf(error: Column, kind: InverseErrorMean['weight']): Rational | undefined {
  if (!isPresent(error)) return one;
  return error.value.n <= 0n ? undefined : divide(one, kind === 'inverse-variance' ? multiply(error.value, error.value) : error.value);
}
/** A mix of several sources by their standard errors; with fixed weights it is a weighted-mean. */
export const inverseErrorMean: Step<InverseErrorMean> = {
  name: 'inverse-error-mean',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the mean of several sources, the surer ones weighing more', ur: 'کئی ذرائع کی اوسط، زیادہ قابل اعتماد ذریعے کا وزن زیادہ' },
  symbols: 'Σ (xᵢ ÷ SEᵢ) ÷ Σ (1 ÷ SEᵢ), or with SEᵢ²',
  missing: 'As for weighted-mean; a source without its standard error is missing.',
  source: 'World Bank data depot for Pakistan (inverse standard error); Cochran (1954) for inverse variance',
  example: '60 with SE 2 and 70 with SE 3, inverse standard error: (60 ÷ 2 + 70 ÷ 3) ÷ (1 ÷ 2 + 1 ÷ 3) = 64',
  of: ({ of }) => of.flatMap((id) => [id, errorOf(id)]),
  compute(node, inputs) {
    const errors = new Map(node.of.map((id) => [id, inputs.column(isPresent(inputs.column(id)) ? errorOf(id) : id)]));
    const usable = (id: string): Column => (isPresent(errors.get(id)!) ? inputs.column(id) : errors.get(id)!);
    const weights = new Map(node.of.map((id) => [id, weightOf(errors.get(id)!, node.weight)]));
    if ([...weights.values()].some((weight) => weight === undefined)) return { column: { missing: [{ kind: 'not-applicable', why: 'divided-by-zero', at: inputs.id, fails: true }] }, names: node.of.join(', '), numbers: 'a standard error is not above 0' };
    return mean(weights as ReadonlyMap<string, Rational>, node.reweight, { ...inputs, column: usable });
  },
};
