import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { compare, divide, parse, whole } from '../rational.ts';
import { common, DecimalText, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('evidence-level'), of: Reference.describe('The gain.'), standardError: Reference.describe('Its standard error; `indicator.standardError` as a rule.'), levels: z.array(DecimalText).min(1).default(['-2', '-1', '1', '2']).describe('Bounds of gain ÷ standard error in ascending order; a figure on a bound takes the higher level.'), ...common });
export type EvidenceLevel = z.output<typeof schema>;

/** Levels of evidence by gain over standard error. */
export const evidenceLevel: Step<EvidenceLevel> = {
  name: 'evidence-level',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the level of evidence: the gain in standard errors against fixed bounds', ur: 'ثبوت کا درجہ: معیاری غلطیوں میں پیش رفت، مقررہ حدود کے مقابل' },
  symbols: '1 + number of bounds b with gain ÷ SE ≥ b',
  missing: 'Missing where either is missing, `not-applicable` where the standard error is not above 0.',
  source: 'Tennessee Value-Added Assessment System, technical documentation',
  example: 'gain 3, standard error 1.5: 3 ÷ 1.5 = 2, level 5 of 5',
  of: ({ of, standardError }) => [of, standardError],
  keepsDirectionOf: ({ of }) => of,
  compute({ of, standardError, levels }, { id, column }) {
    const [gain, error] = [column(of), column(standardError)];
    const names = `1 + bounds reached by ${of} ÷ ${standardError}`;
    if (!isPresent(gain) || !isPresent(error)) return { column: { missing: causesOf([gain, error]) }, names, numbers: `${showColumn(gain)} ÷ ${showColumn(error)}` };
    if (error.value.n <= 0n) return { column: { missing: [{ kind: 'not-applicable', why: 'divided-by-zero', at: id, fails: true }] }, names, numbers: `${show(gain.value)} ÷ ${show(error.value)}` };
    const index = divide(gain.value, error.value);
    const value = whole(1 + levels.filter((bound) => compare(index, parse(bound)) >= 0).length);
    return { column: { value }, names, numbers: `${show(gain.value)} ÷ ${show(error.value)} = ${show(index)}, level ${show(value)}` };
  },
};
