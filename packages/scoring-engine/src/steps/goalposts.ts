import { z } from 'zod';
import { betweenGoalposts, goalpostFields } from './between-goalposts.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('goalposts'), ...goalpostFields });
export type Goalposts = z.output<typeof schema>;

/** Fixed goalposts in either direction. */
export const goalposts: Step<Goalposts> = {
  name: 'goalposts',
  schema,
  peers: 'none',
  worst: 'earns-nothing',
  words: {
    en: 'how far the value has come from the low goalpost to the high one, between none of the way and all of it',
    ur: 'قدر نچلی حد سے اوپری حد تک کتنا فاصلہ طے کر چکی ہے، صفر سے پورے فاصلے تک',
  },
  symbols: 'scale × clamp((x − low) ÷ (high − low), 0, 1)',
  missing: 'A missing value stays missing; where the indicator says `worst`, it earns what the goalpost for the worst earns: 0.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; UNDP, Human Development Report technical note 1',
  example: 'x = 88.2, low = 70, high = 95, scale = 100: 100 × (88.2 − 70) ÷ 25 = 72.8',
  of: ({ of }) => [of],
  compute: (node, inputs) => betweenGoalposts(node, inputs, { at: (value) => value, written: (name) => name }),
};
