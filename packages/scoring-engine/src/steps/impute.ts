import { z } from 'zod';
import { type Column, isPresent } from '../cell.ts';
import { add, divide, multiply, type Rational, subtract, whole } from '../rational.ts';
import { readReference, writeReference } from '../reference.ts';
import { meanOf, quantileOf } from '../statistics.ts';
import { peerValues } from './peer-values.ts';
import { common, PeersField, Reference, show, showColumn } from './shapes.ts';
import { type Computed, type Inputs } from './step.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('impute'), of: Reference.describe('The indicator or node that is read.'), by: z.enum(['mean', 'median', 'last-value', 'linear']).describe('The mean or median of the peers, the own last value, or the line between the own values before and after.'), within: z.number().int().min(1).optional().describe('How many periods away a value may be at most.'), peers: PeersField, ...common });
export type Impute = z.output<typeof schema>;

type Filled = Pick<Computed, 'column' | 'numbers' | 'statistics' | 'taken'> | undefined;

function fromPeers({ of, by, peers }: Impute, inputs: Inputs): Filled {
  const { values, over, once } = peerValues(of, peers, inputs);
  if (values.length === 0) return undefined;
  const value = once(by, (ascending) => (by === 'mean' ? meanOf(ascending) : quantileOf(ascending, divide(whole(1), whole(2)), 7)));
  return { column: { value }, numbers: `${by} of ${values.length} = ${show(value)}`, statistics: { over, count: values.length, values: { [by]: value } } };
}

/** The nearest period before, or after, with a value; how many periods away it is. */
function nearest({ of, within }: Impute, { column, shift }: Inputs, sign: 1 | -1): { away: number; value: Rational; period: string } | undefined {
  for (let away = 1; away <= (within ?? 20); away += 1) {
    const period = shift(sign * away);
    const found: Column | undefined = period === undefined ? undefined : column(writeReference({ ...readReference(of), period }));
    if (period !== undefined && found && isPresent(found)) return { away, value: found.value, period };
  }
  return undefined;
}

const takenOf = (...found: readonly { period: string; away: number }[]) => ({ taken: JSON.stringify(found.map(({ period }) => period)), away: JSON.stringify(found.map(({ away }) => String(away))) });

function fromPeriods(node: Impute, inputs: Inputs): Filled {
  const before = nearest(node, inputs, -1);
  if (!before || node.by === 'last-value') return before && { column: { value: before.value }, numbers: `${show(before.value)} of ${before.period}`, taken: takenOf(before) };
  const after = nearest(node, inputs, 1);
  if (!after) return undefined;
  const value = add(before.value, multiply(divide(whole(before.away), whole(before.away + after.away)), subtract(after.value, before.value)));
  return { column: { value }, numbers: `on the line from ${show(before.value)} of ${before.period} to ${show(after.value)} of ${after.period} = ${show(value)}`, taken: takenOf(before, after) };
}
/** Imputation by group mean, last value or line; refused unless the document allows it by name. */
export const impute: Step<Impute> = {
  name: 'impute',
  schema,
  peers: 'population',
  worst: 'refused',
  needs: 'imputation',
  words: { en: 'the value; where it is missing, one that nobody measured, marked so', ur: 'قدر؛ جہاں موجود نہ ہو وہاں اندازہ، جس پر نشان ہے' },
  symbols: 'x, else mean of the peers, own last value, or the line between own values',
  missing: 'A figure that is there stays; one that cannot be imputed stays missing. Refused unless the document says `"allows": ["imputation"]`.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3; COINr, Impute',
  example: 'own value missing, peers of the group 10 and 30, by mean: 20',
  of: ({ of }) => [of],
  earlier: ({ by }) => (by === 'last-value' || by === 'linear' ? 'any' : []),
  keepsDirectionOf: ({ of }) => of,
  compute(node, inputs) {
    const x = inputs.column(node.of);
    if (isPresent(x)) return { column: x, names: node.of, numbers: showColumn(x) };
    const filled = node.by === 'mean' || node.by === 'median' ? fromPeers(node, inputs) : fromPeriods(node, inputs);
    const names = `${node.of}, imputed by ${node.by}`;
    return filled ? { ...filled, names, numbers: `${showColumn(x)}, imputed: ${filled.numbers}` } : { column: x, names, numbers: `${showColumn(x)}, nothing to impute from` };
  },
};
