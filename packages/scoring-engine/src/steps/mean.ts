import { z } from 'zod';
import { one } from '../rational.ts';
import { Ids, Reweight } from './available-parts.ts';
import { common } from './shapes.ts';
import { type Step } from './step.ts';
import { mean as weighted } from './weighted-mean.ts';

const schema = z.strictObject({ step: z.literal('mean'), of: Ids, reweight: Reweight.optional(), ...common });
export type Mean = z.output<typeof schema>;

/** Plain arithmetic mean. */
export const mean: Step<Mean> = {
  name: 'mean',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the sum of the parts divided by their number', ur: 'حصوں کا مجموعہ ان کی تعداد پر تقسیم' },
  symbols: 'Σ xᵢ ÷ n',
  missing: 'As for weighted-mean, with equal weights.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7',
  example: '40, 50 and 90: (40 + 50 + 90) ÷ 3 = 60',
  of: ({ of }) => of,
  compute: ({ of, reweight }, inputs) => weighted(new Map(of.map((id) => [id, one])), reweight, inputs),
};
