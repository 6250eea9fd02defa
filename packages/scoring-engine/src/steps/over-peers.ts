import { type Expression } from 'jsep';
import { z } from 'zod';
import { type Cause, type Column, isPresent } from '../cell.ts';
import { evaluate } from '../formula/evaluate.ts';
import { asNumber, isNull, isNumber } from '../formula/functions.ts';
import { namesIn, readFormula } from '../formula/read.ts';
import { written } from '../formula/written.ts';
import { type Rational, whole } from '../rational.ts';
import { sorted } from '../statistics.ts';
import { columnOfGiven, FormulaText, givenFor, nameOf, ShortNames, shownIn, valueOf } from './formula-names.ts';
import { statisticOf } from './one-number.ts';
import { tooFewPeers } from './peer-values.ts';
import { common, PeersField, show } from './shapes.ts';
import { type Inputs, type Peer, type Step } from './step.ts';

const prefix = 'other.';
const schema = z
  .strictObject({ step: z.literal('over-peers'), statistic: z.enum(['sum', 'mean', 'minimum', 'maximum']).describe('What is taken of the formula over the others.'), is: FormulaText.describe(`What the two come to: a name is the org unit's own, \`${prefix}\` before it that of the other, such as \`x - ${prefix}x\`. All else is written as in the step formula.`), let: ShortNames, minimum: z.number().int().min(1).default(1).describe('Least number of others that count.'), peers: PeersField, ...common })
  .superRefine(({ is, let: names = {} }, context) => namesOr(is).forEach((name) => {
    const own = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    if (own !== undefined && typeof givenFor(names, own) !== 'string') context.addIssue({ code: 'custom', path: ['is'], message: `${name} reads a figure of the other, and ${own} is a number of the org unit's own under \`let\`; write ${own}` });
  }))
  .refine(({ is }) => namesOr(is).some((name) => name.startsWith(prefix)) || !isFormula(is), { path: ['is'], message: `the formula reads nothing of the other; write \`${prefix}\` before a name, such as x - ${prefix}x` });
export type OverPeers = z.output<typeof schema>;

const isFormula = (text: string) => FormulaText.safeParse(text).success;
const namesOr = (text: string): readonly string[] => (isFormula(text) ? namesIn(readFormula(text)) : []);
const isOthers = (name: string) => name.startsWith(prefix);
const given = (node: OverPeers, name: string) => givenFor(node.let, isOthers(name) ? name.slice(prefix.length) : name);

/** A sum over pairs: each other peer beside the org unit, by a formula that may read several figures of both. */
export const overPeers: Step<OverPeers> = {
  name: 'over-peers',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'what the formula says of it and each other peer, taken over the others', ur: 'فارمولا اس کے اور ہر دوسرے ہم سر کے بارے میں جو کہتا ہے، سب دوسروں پر لیا گیا' },
  symbols: 'Σⱼ f(x, yⱼ), or the mean, the minimum or the maximum, over the other peers j',
  missing: 'An other is not counted where the formula is null for want of a figure of its own, or because `null` is written, as in `if(x > other.x, x - other.x, null)`. Where the formula is null for another reason beside any one of them, such as a missing figure of the org unit or a division by zero, the whole is missing for it, for a sum that left a pair out would count it as 0. Fewer than `minimum` that count make it missing. Without `peers` of another period the org unit itself is not one of the others.',
  source: 'Keshavarz Ghorabaee et al., A new combinative distance-based assessment (CODAS) method (2016): Σ (Eᵢ − Eₖ) + ψ(Eᵢ − Eₖ) (Tᵢ − Tₖ); Roy, ELECTRE (1968), concordance and discordance; the formula is worked out as in the step formula',
  example: 'peers with E 1, 2 and 4 and T 5, 9 and 3, `E - other.E + if(abs(E - other.E) >= 2, T - other.T, 0)`, sum: for the last (3 − 2) + (2 − 6) = −3',
  of: (node) => [...new Set(namesIn(readFormula(node.is)).map((name) => given(node, name)).filter((one) => typeof one === 'string'))],
  compute(node, inputs) {
    const tree = readFormula(node.is);
    const peers = inputs.peers(node.peers);
    const own = (name: string) => columnOfGiven(given(node, name), inputs);
    const pairs = peers.members.filter(({ self }) => !self).map((other) => besideOne(node, tree, other, own, inputs));
    const [values, held] = [pairs.flatMap(({ value }) => value ?? []), pairs.flatMap((pair) => pair.held)];
    const text = (shown: (name: string) => string) => written(tree, (name) => (isOthers(name) ? `${prefix}${nameOf(given(node, name))}` : shown(name)));
    const names = `${node.statistic} over the others of ${text((name) => nameOf(given(node, name)))}`;
    const numbers = `${node.statistic} over ${values.length} others of ${text((name) => shownIn(own(name)))}`;
    const about = { over: peers.over, count: values.length + (peers.withItself ? 1 : 0) };
    if (held.length > 0 || values.length < node.minimum) return { column: { missing: held.length > 0 ? unique(held) : [tooFewPeers(inputs.id)] }, names, numbers, statistics: { ...about, values: {} } };
    const value = statisticOf(node.statistic, sorted(values), whole(1), 7);
    return { column: { value }, names, numbers: `${numbers} = ${show(value)}`, statistics: { ...about, values: { [node.statistic]: value, others: whole(values.length) } } };
  },
};

interface Pair {
  readonly value?: Rational;
  /** Why there is no whole; nothing where the other alone is left out. */
  readonly held: readonly Cause[];
}
function besideOne(node: OverPeers, tree: Expression, other: Peer, own: (name: string) => Column, { id }: Pick<Inputs, 'id'>): Pair {
  const leftOut: Cause = { kind: 'not-applicable', at: id, fails: false };
  const fault = (why: NonNullable<Cause['why']>): Cause => ({ kind: 'not-applicable', why, at: id, fails: true });
  const ofOther = (name: string) => ((column) => (isPresent(column) ? column.value : { causes: [leftOut] }))(other.column(given(node, name) as string));
  const result = evaluate(tree, { name: (name) => (isOthers(name) ? ofOther(name) : valueOf(own(name))), fault: (why) => ({ causes: [fault(why)] }), none: { causes: [leftOut] } });
  if (isNull(result)) return { held: result.causes.filter((cause) => cause !== leftOut) };
  return typeof result === 'boolean' ? { value: asNumber(result), held: [] } : isNumber(result) ? { value: result, held: [] } : { held: [fault('outside-domain')] };
}
const unique = (causes: readonly Cause[]) => [...new Map(causes.map((cause) => [`${cause.why ?? cause.kind} ${cause.at} ${cause.parameter?.name ?? ''}`, cause])).values()];
