import { by, higher, lower, minus, one, order, pair, type Pair, plus, roundedAs, times, whole, zero } from './fractions.fixture.ts';
import { type Desk, isThere, Missing, noSuchNumber } from './desk.fixture.ts';
import { everyPart } from './means.fixture.ts';
import { ln, logTo, sqrt, square } from './roots.fixture.ts';

const held = (x: Pair, low: Pair, high: Pair) => higher(lower(x, high), low);
const ofAndNext = ({ node }: Desk, name: string) => [node.of[0]!, node.parameters[name]!] as const;
/** Two figures that must both be there. */
function both(desk: Desk, name: string): readonly [Pair, Pair] {
  const [x, y] = ofAndNext(desk, name).map(desk.find);
  if (!isThere(x!) || !isThere(y!)) throw new Missing([x!, y!].flatMap((found) => (isThere(found) ? [] : found.gaps)));
  return [x.value, y.value];
}
/** What is missing and counts as the worst earns nothing. */
function orWorst(desk: Desk): Pair | 'worst' {
  const found = desk.find(desk.node.of[0]!);
  if (isThere(found)) return found.value;
  if (found.gaps.every((gap) => gap === 'worst')) return 'worst';
  throw new Missing(found.gaps);
}

function goalposts(desk: Desk, at: (x: Pair) => Pair): Pair {
  const [scale, low, high] = [desk.given('scale'), desk.given('low'), desk.given('high')];
  if (order(low, high) === 0) throw noSuchNumber();
  const x = orWorst(desk);
  if (x === 'worst') return zero;
  const [bottom, top] = [lower(low, high), higher(low, high)];
  const [from, to] = desk.less ? [top, bottom] : [low, high];
  const inside = held(x, bottom, top);
  return times(scale, by(minus(at(inside), at(from)), minus(at(to), at(from))));
}
/** The points of a share of the way, rounded once, between the least and the most. */
function pointsOf({ given, word }: Desk, share: Pair): Pair {
  return held(roundedAs(plus(times(given('slope'), share), given('plus')), word('rounding')!), given('least'), given('most'));
}
function achievement(desk: Desk): Pair {
  const [threshold, benchmark] = [desk.given('threshold'), desk.given('benchmark')];
  const x = orWorst(desk);
  if (x === 'worst') return zero;
  const reaches = (bound: Pair) => order(x, bound) * (order(benchmark, threshold) < 0 ? -1 : 1) >= 0;
  if (reaches(benchmark)) return desk.given('full');
  return reaches(threshold) ? pointsOf(desk, by(minus(x, threshold), minus(benchmark, threshold))) : zero;
}
function improvement(desk: Desk): Pair {
  const benchmark = desk.given('benchmark');
  const own = desk.find(desk.node.of[0]!);
  if (!isThere(own) && own.gaps.every((gap) => gap === 'worst')) return zero;
  const [x, base] = both(desk, 'baseline');
  const better = (bound: Pair) => order(x, bound) * (desk.less ? -1 : 1);
  if (better(base) <= 0) return zero;
  return better(benchmark) >= 0 ? desk.given('full') : pointsOf(desk, by(minus(x, base), minus(benchmark, base)));
}
function consistency(desk: Desk): Pair {
  const worst = everyPart(desk).reduce(lower);
  if (order(worst, one) >= 0) return desk.given('full');
  return worst[0] <= 0n ? zero : pointsOf(desk, worst);
}
function interpolate(desk: Desk): Pair {
  const knots = (JSON.parse(desk.word('knots')!) as { at: string; points: string }[]).map(({ at, points }) => ({ at: desk.numberIn(at), points: pair(points) }));
  const x = desk.value(desk.node.of[0]!);
  if (knots.some(({ at }, index) => index > 0 && order(knots[index - 1]!.at, at) >= 0)) throw noSuchNumber();
  const above = knots.findIndex(({ at }) => order(x, at) < 0);
  if (above === 0) return knots[0]!.points;
  const [from, to] = above < 0 ? [knots.at(-1)!, undefined] : [knots[above - 1]!, knots[above]!];
  return to ? plus(from.points, times(minus(to.points, from.points), by(minus(x, from.at), minus(to.at, from.at)))) : from.points;
}
function wilson(desk: Desk): Pair {
  const [x, n] = both(desk, 'n');
  const [z, scale] = [desk.given('z'), desk.given('scale')];
  const p = by(x, scale);
  if (n[0] <= 0n || p[0] < 0n || order(p, one) > 0) throw noSuchNumber();
  const root = sqrt(plus(by(times(p, minus(one, p)), n), by(square(z), times(whole(4), square(n)))));
  const away = times(z, root);
  const centre = plus(p, by(square(z), times(whole(2), n)));
  return times(scale, by(times(n, desk.word('side') === 'upper' ? plus(centre, away) : minus(centre, away)), plus(n, square(z))));
}

/** What is made of one figure, or of one beside another, by step. */
export const points: Readonly<Record<string, (desk: Desk) => Pair>> = {
  goalposts: (desk) => goalposts(desk, (x) => x),
  'log-goalposts': (desk) => goalposts(desk, ln),
  achievement,
  improvement,
  'consistency-points': consistency,
  interpolate,
  'wilson-bound': wilson,
  limits(desk) {
    const [low, high] = [desk.number('low'), desk.number('high')];
    const x = desk.value(desk.node.of[0]!);
    const capped = high ? lower(x, high) : x;
    return low ? higher(capped, low) : capped;
  },
  difference(desk) {
    const [x, y] = both(desk, 'from');
    return desk.less ? minus(y, x) : minus(x, y);
  },
  ratio(desk) {
    const scale = desk.given('scale');
    const [x, y] = both(desk, 'per');
    if (y[0] === 0n) throw noSuchNumber();
    return times(scale, by(x, y));
  },
  parity(desk) {
    const scale = desk.given('scale');
    const [x, y] = both(desk, 'with');
    if (higher(x, y)[0] <= 0n || lower(x, y)[0] < 0n) throw noSuchNumber();
    return times(scale, by(lower(x, y), higher(x, y)));
  },
  'gap-closing-target'(desk) {
    const [full, parts, taken] = [desk.given('full'), desk.given('parts'), desk.given('taken')];
    const x = desk.value(desk.node.of[0]!);
    return plus(x, by(times(taken, minus(full, x)), parts));
  },
  'difficulty-bonus'(desk) {
    const [multiplier, most] = [desk.given('multiplier'), desk.given('most')];
    return lower(times(desk.value(desk.node.of[0]!), multiplier), most);
  },
  'evidence-level'(desk) {
    const [gain, error] = both(desk, 'standardError');
    if (error[0] <= 0n) throw noSuchNumber();
    return whole(1 + desk.word('levels')!.split(', ').filter((level) => order(by(gain, error), pair(level)) >= 0).length);
  },
  log(desk) {
    const plusWhat = desk.given('plus');
    const inside = plus(desk.value(desk.node.of[0]!), plusWhat);
    if (inside[0] <= 0n) throw noSuchNumber();
    return desk.word('base') === 'e' ? ln(inside) : logTo(inside, Number(desk.word('base')));
  },
};
