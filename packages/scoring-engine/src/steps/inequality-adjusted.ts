import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { divide, multiply, one, powerProduct, subtract } from '../rational.ts';
import { availableParts, belowZero, Ids } from './available-parts.ts';
import { common, numberElse, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('inequality-adjusted'), of: Reference.describe('The indicator or node that is read.'), losses: Ids.describe('The loss to inequality in each dimension.'), scale: numberElse('100', 'What the losses are written in: "100" is percent, "1" a share.'), ...common });
export type InequalityAdjusted = z.output<typeof schema>;

/** Inequality-adjusted value, the form of the IHDI. */
export const inequalityAdjusted: Step<InequalityAdjusted> = {
  name: 'inequality-adjusted',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the value, lowered by the geometric mean of what inequality leaves of each dimension', ur: 'قدر، ہر پہلو میں عدم مساوات کے نقصان کے مطابق کم کی گئی' },
  symbols: 'x × (Π (1 − Aₖ))^(1 ÷ K)',
  missing: 'Missing where the value or a loss is missing.',
  source: 'UNDP, Human Development Report 2023/24, technical note 2 (IHDI)',
  example: 'x = 0.54, losses 30, 40 and 10 percent: 0.54 × (0.7 × 0.6 × 0.9)^(1 ÷ 3) = 0.390443…',
  of: ({ of, losses }) => [of, ...losses],
  compute({ of, losses, scale }, inputs) {
    const [x, full] = [inputs.column(of), inputs.number(scale)];
    const { parts, missing } = availableParts(new Map(losses.map((id) => [id, one])), undefined, inputs);
    const text = (name: string, loss: (part: (typeof parts)[number]) => string) => `${name} × (${parts.map((part) => `(1 − ${loss(part)} ÷ ${show(full)})`).join(' × ')})^(1 ÷ ${parts.length})`;
    const [names, plain] = [text(of, ({ id }) => id), text(showColumn(x), ({ column }) => showColumn(column))];
    if (!isPresent(x) || missing) return { column: { missing: [...causesOf([x]), ...(missing ?? [])] }, names, numbers: plain };
    const kept = parts.flatMap(({ column, effectiveWeight }) => (isPresent(column) ? [{ value: subtract(one, divide(column.value, full)), share: effectiveWeight }] : []));
    if (kept.some(({ value }) => value.n < 0n)) return { column: { missing: [belowZero(inputs.id)] }, names, numbers: plain };
    const value = multiply(x.value, powerProduct(kept));
    return { column: { value }, names, numbers: `${plain} = ${show(value)}` };
  },
};
