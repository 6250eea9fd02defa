import { z } from 'zod';
import { type Column, isPresent } from '../cell.ts';
import { add, compare, type Rational, whole, zero } from '../rational.ts';
import { availableParts, Ids, partsOf, Reweight, Weights } from './available-parts.ts';
import { tooFewPeers } from './peer-values.ts';
import { common, PeersField } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('copeland'), of: Ids.optional(), parts: Weights.optional(), reweight: Reweight.optional(), peers: PeersField, ...common }).refine(({ of, parts }) => (of === undefined) !== (parts === undefined), 'either `of`, for equal weights, or `parts`, each with its own');
export type Copeland = z.output<typeof schema>;

type Row = ReadonlyMap<string, Rational>;
/** The figures that one has, by part; whatever they weigh, for weights may differ from one org unit to the next. */
const rowOf = (ids: readonly string[], column: (id: string) => Column): Row => new Map(ids.flatMap((id) => {
  const found = column(id);
  return isPresent(found) ? [[id, found.value] as const] : [];
}));

/** 1 where the first wins more weight than it loses, −1 where less. */
function duel(weights: ReadonlyMap<string, Rational>, first: Row, second: Row, lessIsBetter: (id: string) => boolean): number {
  let [won, lost] = [zero, zero];
  for (const [id, weight] of weights) {
    const [own, other] = [first.get(id), second.get(id)];
    const order = own && other ? compare(own, other) * (lessIsBetter(id) ? -1 : 1) : 0;
    if (order > 0) won = add(won, weight);
    else if (order < 0) lost = add(lost, weight);
  }
  return compare(won, lost);
}
/** Copeland outranking: no compensation between parts. */
export const copeland: Step<Copeland> = {
  name: 'copeland',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'a point for each peer beaten on more weight than it wins, a point less for each that beats it', ur: 'ہر اس ہم سر پر ایک نمبر جسے زیادہ وزن پر ہرایا، اور ہر ہار پر ایک نمبر کم' },
  symbols: 'Σⱼ sign(Σ wₖ [xₖ > yₖ] − Σ wₖ [xₖ < yₖ])',
  missing: 'As for weighted-mean for the org unit itself. Two are compared on what both have, each seen from both sides alike, so that no order of rows matters; where they have nothing in common it is a draw. Without any other it is missing, not 0.',
  source: 'Copeland (1951); OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7',
  example: 'a and b weigh the same; p has 9 and 8, q has 5 and 3, r has 4 and 4: p beats q and r, q and r draw, so p 2, q −1 and r −1',
  of: ({ of, parts }) => of ?? Object.keys(parts ?? {}),

  compute(node, inputs) {
    const weights = partsOf(node, inputs);
    const names = `Σ over peers of the sign of the weight won less the weight lost on ${[...weights.keys()].join(', ')}`;
    const { missing } = availableParts(weights, node.reweight, inputs);
    if (missing) return { column: { missing }, names, numbers: '' };
    const ids = node.of ?? Object.keys(node.parts ?? {});
    const own = rowOf(ids, inputs.column);
    const peers = inputs.peers(node.peers);
    const rows = peers.once(`${inputs.id} rows`, (members) => members.map((member) => rowOf(ids, member.column)));
    const { members } = peers;
    const signs = rows.flatMap((row, index) => (members[index]!.self || ![...weights.keys()].some((id) => row.has(id)) ? [] : [duel(weights, own, row, inputs.lessIsBetter)]));
    if (signs.length === 0) return { column: { missing: [tooFewPeers(inputs.id)] }, names, numbers: 'nobody to be compared with', statistics: { over: peers.over, count: 1, values: {} } };
    const [won, lost] = [signs.filter((sign) => sign > 0).length, signs.filter((sign) => sign < 0).length];
    return { column: { value: whole(won - lost) }, names, numbers: `${won} won − ${lost} lost = ${won - lost}`, statistics: { over: peers.over, count: signs.length + 1, values: { won: whole(won), lost: whole(lost) } } };
  },
};
