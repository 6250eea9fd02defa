import { z } from 'zod';
import { ln } from '../rational.ts';
import { betweenGoalposts, goalpostFields } from './between-goalposts.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('log-goalposts'), ...goalpostFields });
export type LogGoalposts = z.output<typeof schema>;

/** Goalposts on the logarithm: each further unit of money or size earns less than the one before. */
export const logGoalposts: Step<LogGoalposts> = {
  name: 'log-goalposts',
  schema,
  peers: 'none',
  worst: 'earns-nothing',
  words: {
    en: 'how far the logarithm of the value has come from that of the low goalpost to that of the high one, between none of the way and all of it',
    ur: 'قدر کا لوگارتھم نچلی حد کے لوگارتھم سے اوپری حد کے لوگارتھم تک کتنا فاصلہ طے کر چکا ہے، صفر سے پورے فاصلے تک',
  },
  symbols: 'scale × clamp((ln x − ln low) ÷ (ln high − ln low), 0, 1)',
  missing: 'As for goalposts. Both goalposts are above zero; a value beyond one of them, also one without a logarithm, is held at it.',
  source: 'UNDP, Human Development Report 2023/24, technical note 1 (income)',
  example: 'x = 5374.272, low = 100, high = 75000, scale = 1: (ln 5374.272 − ln 100) ÷ (ln 75000 − ln 100) = 0.601837…',
  of: ({ of }) => [of],
  compute: (node, inputs) => betweenGoalposts(node, inputs, { at: ln, written: (name) => `ln ${name}` }),
};
