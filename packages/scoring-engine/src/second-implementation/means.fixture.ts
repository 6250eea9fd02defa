import { ascending, by, higher, lower, middle, minus, one, order, pair, type Pair, plus, same, times, total, whole, zero } from './fractions.fixture.ts';
import { type Desk, Differs, type Found, type Gap, isThere, Missing, noSuchNumber } from './desk.fixture.ts';
import { power, powers, reciprocal, square } from './roots.fixture.ts';

interface Part {
  readonly id: string;
  readonly weight: Pair;
  readonly found: Found;
}
interface Present {
  readonly value: Pair;
  readonly weight: Pair;
  /** Share of the weight of what is there. */
  readonly share: Pair;
}
const list = (text: string) => JSON.parse(text) as string[];
/** What a step reads as equal parts: the list where the tree shows it, else all that it reads. */
const idsOf = ({ node, word }: Desk) => (word('of') ? list(word('of')!) : node.of);

/** Weights written as `a: 40; b: 60 (clause)`; each begins where the next id does. */
function weightsIn(text: string, { node, numberIn }: Desk): [string, Pair][] {
  const starts = node.of.flatMap((id) => (text.startsWith(`${id}: `) ? [{ id, at: 0 }] : text.includes(`; ${id}: `) ? [{ id, at: text.indexOf(`; ${id}: `) + 2 }] : [])).sort((a, b) => a.at - b.at);
  return starts.map(({ id, at }, index) => [id, numberIn(text.slice(at + id.length + 2, starts[index + 1] ? starts[index + 1]!.at - 2 : undefined))]);
}
function partsOf(desk: Desk, find = desk.find): Part[] {
  const { node, word } = desk;
  const weights: [string, Pair][] = node.parts ? node.parts.map(({ id, weight }) => [id, pair(weight)]) : word('weights') ? weightsIn(word('weights')!, desk) : idsOf(desk).map((id) => [id, one]);
  const counted = weights.filter(([, [n]]) => n !== 0n);
  if (counted.length === 0 || counted.some(([, [n]]) => n < 0n)) throw noSuchNumber();
  return counted.map(([id, weight]) => ({ id, weight, found: find(id) }));
}

/** The parts that are there, with the share of each in what is left; or why the rest may not do. */
function available(desk: Desk, parts: readonly Part[], rule: string | undefined): Present[] {
  const there = parts.flatMap(({ weight, found }) => (isThere(found) ? [{ weight, value: found.value }] : []));
  const gaps = parts.flatMap(({ found }) => (isThere(found) ? [] : found.gaps));
  const used = total(there.map(({ weight }) => weight));
  if (there.length < parts.length) {
    const { minimumWeight = '0', minimumParts = 1, required = [] } = JSON.parse(rule ?? '{}') as { minimumWeight?: string; minimumParts?: number; required?: string[] };
    const held = rule === undefined || parts.some(({ id, found }) => !isThere(found) && required.includes(id)) || gaps.some((gap) => holdsUp(gap, desk));
    const share = by(used, total(parts.map(({ weight }) => weight)));
    if (held) throw new Missing(gaps);
    if (there.length < minimumParts || order(share, pair(minimumWeight)) < 0) throw new Missing([...gaps, 'drop']);
  }
  return there.map((part) => ({ ...part, share: by(part.weight, used) }));
}
/** Where the tree does not say whether something may be left out, it is believed. */
const holdsUp = (gap: Gap, { node }: Desk) => gap === 'fail' || gap === 'worst' || (gap === 'unknown' && node.status !== 'present');

/** Σ of the parts that are there; each line of the tree must say the weight that applies and what it gives. */
function added(desk: Desk, weightOf: (part: Present, all: readonly Part[]) => Pair, rule: string | undefined, find = desk.find): Pair {
  const all = partsOf(desk, find);
  const present = available(desk, all, rule);
  const applied = present.map((part) => weightOf(part, all));
  let at = 0;
  for (const { id, found } of all) {
    const line = desk.node.parts?.find((part) => part.id === id);
    if (!line) throw new Differs(`no line for the part ${id}`);
    const weight = isThere(found) ? applied[at++]! : zero;
    if (!same(pair(line.effectiveWeight), weight)) throw new Differs(`the weight that applies to ${id} is ${weight.join('/')}`);
    if (!isThere(found) ? line.contribution !== '' || line.value !== '' : !same(pair(line.contribution), times(weight, found.value)) || !same(pair(line.value), found.value)) throw new Differs(`the line of ${id} does not follow`);
  }
  const sum = total(present.map(({ value }, index) => times(applied[index]!, value)));
  if (!same(sum, total(desk.node.parts!.flatMap(({ contribution }) => (contribution === '' ? [] : [pair(contribution)]))))) throw new Differs('the contributions do not sum');
  return sum;
}

const valuesOf = (desk: Desk) => available(desk, partsOf(desk), desk.word('leaveOut')).map(({ value }) => value);
/** Of parts none of which may be below 0. */
function notBelow(desk: Desk): Present[] {
  const parts = available(desk, partsOf(desk), desk.word('reweight'));
  if (parts.some(({ value: [n] }) => n < 0n)) throw noSuchNumber();
  return parts;
}
const mean = (parts: readonly Present[]) => total(parts.map(({ value, share }) => times(share, value)));
const orNone = (found: Pair | undefined) => {
  if (!found) throw noSuchNumber();
  return found;
};

function inverseErrorMean(desk: Desk): Pair {
  const squared = desk.word('weight') === 'inverse-variance';
  const sources = desk.node.of.filter((_, index) => index % 2 === 0);
  const errorOf = new Map(sources.map((id, index) => [id, desk.node.of[2 * index + 1]!]));
  const find = (id: string) => {
    const [figure, error] = [desk.find(id), desk.find(errorOf.get(id)!)];
    return isThere(figure) && !isThere(error) ? error : figure;
  };
  const errors = sources.map((id) => ({ id, error: isThere(desk.find(id)) ? desk.find(errorOf.get(id)!) : undefined }));
  if (errors.some(({ error }) => error && isThere(error) && error.value[0] <= 0n)) throw noSuchNumber();
  for (const { id, error } of errors) {
    const weight = error && isThere(error) ? reciprocal(squared ? square(error.value) : error.value) : one;
    if (!same(pair(desk.node.parts?.find((part) => part.id === id)?.weight ?? '0'), weight)) throw new Differs(`the weight of ${id} is not that of its standard error`);
  }
  return added(desk, ({ share }) => share, desk.word('reweight'), find);
}

function atkinson(desk: Desk): Pair {
  const aversion = desk.given('aversion');
  const parts = available(desk, partsOf(desk), undefined);
  const centre = mean(parts);
  if (centre[0] <= 0n || parts.some(({ value: [n] }) => n < 0n)) throw noSuchNumber();
  const exponent = minus(one, aversion);
  const hopeless = exponent[0] < 0n && parts.some(({ value: [n] }) => n === 0n);
  const equal = exponent[0] === 0n ? powers(parts) : hopeless ? zero : power(total(parts.map(({ value, share }) => times(share, orNone(power(value, exponent))))), reciprocal(exponent));
  return minus(one, by(orNone(equal), centre));
}
function mazziottaPareto(desk: Desk): Pair {
  const parts = available(desk, partsOf(desk), desk.word('reweight'));
  const centre = mean(parts);
  const variance = total(parts.map(({ value, share }) => times(share, square(minus(value, centre)))));
  if (centre[0] < 0n || (centre[0] === 0n && variance[0] !== 0n)) throw noSuchNumber();
  const penalty = centre[0] === 0n ? zero : by(variance, centre);
  return desk.word('penalty') === 'added' ? plus(centre, penalty) : minus(centre, penalty);
}
function powerMean(desk: Desk): Pair {
  const p = desk.given('power');
  const parts = notBelow(desk);
  if (p[0] === 0n) throw noSuchNumber();
  if (p[0] < 0n && parts.some(({ value: [n] }) => n === 0n)) return zero;
  return orNone(power(total(parts.map(({ value, share }) => times(share, orNone(power(value, p))))), reciprocal(p)));
}
function inequalityAdjusted(desk: Desk): Pair {
  const scale = desk.given('scale');
  const losses = list(desk.word('losses')!).map((id) => ({ id, weight: one, found: desk.find(id) }));
  const x = desk.find(desk.node.of[0]!);
  const gaps = [x, ...losses.map(({ found }) => found)].flatMap((found) => (isThere(found) ? [] : found.gaps));
  if (gaps.length > 0 || !isThere(x)) throw new Missing(gaps);
  const kept = available(desk, losses, undefined).map(({ value, share }) => ({ value: minus(one, by(value, scale)), share }));
  if (kept.some(({ value: [n] }) => n < 0n)) throw noSuchNumber();
  return times(x.value, powers(kept));
}

/** What is made of several parts, by step. */
export const means: Readonly<Record<string, (desk: Desk) => Pair>> = {
  mean: (desk) => added(desk, ({ share }) => share, desk.word('reweight')),
  'weighted-mean': (desk) => added(desk, ({ share }) => share, desk.word('reweight')),
  sum(desk) {
    const stretched = ({ share }: Present, all: readonly Part[]) => times(share, total(all.map(({ weight }) => weight)));
    return added(desk, desk.word('reweight') ? stretched : ({ weight }) => weight, desk.word('reweight') ?? desk.word('leaveOut'));
  },
  'inverse-error-mean': inverseErrorMean,
  'geometric-mean': (desk) => powers(notBelow(desk)),
  'harmonic-mean'(desk) {
    const parts = notBelow(desk);
    return parts.some(({ value: [n] }) => n === 0n) ? zero : reciprocal(total(parts.map(({ value, share }) => by(share, value))));
  },
  'power-mean': powerMean,
  'mazziotta-pareto': mazziottaPareto,
  atkinson,
  'inequality-adjusted': inequalityAdjusted,
  minimum: (desk) => valuesOf(desk).reduce(lower),
  maximum: (desk) => valuesOf(desk).reduce(higher),
  product: (desk) => valuesOf(desk).reduce(times),
  median: (desk) => middle(valuesOf(desk)),
  'mean-of-best'(desk) {
    const best = ascending(valuesOf(desk)).reverse().slice(Number(desk.word('skip') ?? '0')).slice(0, Number(desk.word('take')));
    if (best.length === 0) throw noSuchNumber();
    return by(total(best), whole(best.length));
  },
  /** Won and lost are counted over peers whom nobody names; that it had enough itself is seen. */
  copeland(desk) {
    available(desk, partsOf(desk), desk.word('reweight'));
    return minus(desk.statistic('won'), desk.statistic('lost'));
  },
};
/** All values of equal parts that must all be there. */
export const everyPart = (desk: Desk) => available(desk, partsOf(desk), undefined).map(({ value }) => value);
