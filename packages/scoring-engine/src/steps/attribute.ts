import { z } from 'zod';
import { parse } from '../rational.ts';
import { common, DecimalText } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('attribute'), name: z.string().describe('A column of the org units file.'), values: z.record(z.string(), DecimalText).optional().describe('What each word counts; without it the attribute is a number itself.'), ...common });
export type Attribute = z.output<typeof schema>;

/** A fixed attribute of the org unit, by number or by word. */
export const attribute: Step<Attribute> = {
  name: 'attribute',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'an attribute of the org unit as a number', ur: 'اکائی کی خاصیت بطور عدد' },
  symbols: 'the number recorded, or the one its word counts',
  missing: 'Missing where it is not recorded, is no number, or its word is not among `values`.',
  source: 'Mizan: fixed context such as league, remoteness or poverty, for groups, targets and difficulty',
  example: 'remoteness hard, values { hard: 1.2, plain: 1 }: 1.2',
  of: () => [],
  compute({ name, values }, { id, attribute }) {
    const word = attribute(name);
    const text = word !== undefined && values ? (Object.hasOwn(values, word) ? values[word] : undefined) : word;
    const numbers = `${name} is ${word ?? 'not recorded'}`;
    const taken = word === undefined ? {} : { taken: { recorded: word } };
    if (text === undefined || !/^-?\d+(\.\d+)?$/.test(text)) return { column: { missing: [{ kind: 'not-applicable', why: 'no-group', at: id, fails: true }] }, names: name, numbers, ...taken };
    return { column: { value: parse(text) }, names: name, numbers: `${numbers} = ${text}`, ...taken };
  },
};
