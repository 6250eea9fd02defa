import { by, higher, lower, minus, one, order, pair, type Pair, plus, same, settled, times, total, whole, zero } from './fractions.fixture.ts';
import { type Desk, Differs, type Found, isThere, Missing, noSuchNumber } from './desk.fixture.ts';
import { exp, ln, normalQuantile, square } from './roots.fixture.ts';

const held = (x: Pair, low: Pair, high: Pair) => higher(lower(x, high), low);
/** The own figure; where it is missing and counts as the worst, what the tree says it was counted as. Where the peers did not suffice nothing else is asked. */
function own({ node, find, statistic }: Desk): Pair {
  const found = find(node.of[0]!);
  const tooFew = node.statistics && Object.keys(node.statistics.values).length === 0;
  if (isThere(found) && tooFew) throw noSuchNumber();
  if (isThere(found)) return found.value;
  if (found.gaps.every((gap) => gap === 'worst') && node.statistics?.values['counted as']) return statistic('counted as');
  throw new Missing(found.gaps);
}
const count = ({ node }: Desk) => whole(Number(node.statistics?.count ?? 0));
/** An own figure and how many stand on one side of it, which is all that a place among the peers needs. */
function placed(desk: Desk, statistic: string): Pair {
  own(desk);
  return desk.statistic(statistic);
}
const way = (x: Pair, from: Pair, to: Pair) => by(minus(x, from), minus(to, from));

function minMax(desk: Desk): Pair {
  const x = own(desk);
  const [low, high] = [desk.given('low'), desk.given('high')];
  const [least, most] = [desk.statistic('minimum'), desk.statistic('maximum')];
  const share = desk.less ? way(x, most, least) : way(x, least, most);
  return plus(low, times(minus(high, low), desk.word('beyond') === 'kept' ? share : held(share, zero, one)));
}
function zScore(desk: Desk): Pair {
  const x = own(desk);
  const [centre, spread] = [desk.given('centre'), desk.given('spread')];
  const [mean, deviation] = [desk.statistic('mean'), desk.statistic('deviation')];
  return plus(centre, times(spread, by(desk.less ? minus(mean, x) : minus(x, mean), deviation)));
}
function normalScores(desk: Desk): Pair {
  own(desk);
  const [offset, rank] = [desk.given('offset'), desk.statistic('rank')];
  return normalQuantile(by(minus(rank, offset), minus(plus(count(desk), one), plus(offset, offset))));
}
function exponentialRanks(desk: Desk): Pair {
  const [rank, constant, scale] = [placed(desk, 'rank'), desk.given('constant'), desk.given('scale')];
  const share = held(by(rank, count(desk)), zero, one);
  const inside = minus(one, times(share, minus(one, exp(by(minus(zero, scale), constant)))));
  return minus(zero, times(constant, ln(inside)));
}
function peerQuantile(desk: Desk): Pair {
  const x = own(desk);
  const bounds = Array.from({ length: Number(desk.word('groups')) - 1 }, (_, index) => desk.statistic(`bound ${index + 1}`));
  return whole(1 + bounds.filter((bound) => (desk.word('closed') === 'upper' ? order(x, bound) > 0 : order(x, bound) >= 0)).length);
}
function distanceToTarget(desk: Desk): Pair {
  const x = own(desk);
  const stated = desk.number('from');
  const [target, scale] = [desk.given('target'), desk.given('scale')];
  const from = stated ?? desk.statistic('worst');
  if (same(from, target)) throw noSuchNumber();
  const share = way(x, from, target);
  return times(scale, desk.word('cap') === 'true' ? lower(share, one) : share);
}
/** The factor is worked out again too, from the mean, the squares and the variance. */
function jamesStein(desk: Desk): Pair {
  const x = own(desk);
  const [trials, stated] = [desk.number('trials'), desk.number('variance')];
  const mean = desk.statistic('mean');
  if (!desk.node.statistics?.values['c']) return mean;
  const variance = stated ?? by(times(mean, minus(one, mean)), trials!);
  const factor = settled(held(minus(one, by(times(minus(count(desk), whole(3)), variance), desk.statistic('squares'))), zero, one));
  if (!same(factor, desk.statistic('c'))) throw new Differs('c does not follow from the squares');
  return plus(mean, times(factor, minus(x, mean)));
}
const bothOf = (desk: Desk, name: string): readonly [Pair, Pair] => {
  const found = [desk.node.of[0]!, desk.word(name)!].map(desk.find);
  const values = found.flatMap((one) => (isThere(one) ? [one.value] : []));
  if (values.length < 2) throw new Missing(found.flatMap((one) => (isThere(one) ? [] : one.gaps)));
  return [values[0]!, values[1]!];
};
function empiricalBayes(desk: Desk): Pair {
  const [x, error] = bothOf(desk, 'standardError');
  const [mean, between] = [desk.statistic('mean'), desk.statistic('between variance')];
  const reliability = by(between, plus(between, square(error)));
  if (!same(reliability, desk.statistic('reliability'))) throw new Differs('the reliability does not follow from the variances');
  return plus(mean, times(reliability, minus(x, mean)));
}
function betaBinomial(desk: Desk): Pair {
  const scale = desk.given('scale');
  const [x, n] = bothOf(desk, 'per');
  const prior = desk.word('prior')!;
  if (prior === 'peers' && !desk.node.statistics?.values['a + b']) return times(scale, desk.statistic('mean'));
  const { successes, failures } = prior === 'peers' ? { successes: '', failures: '' } : (JSON.parse(prior) as { successes: string; failures: string });
  const strength = prior === 'peers' ? desk.statistic('a + b') : plus(desk.numberIn(successes), desk.numberIn(failures));
  const a = prior === 'peers' ? times(desk.statistic('mean'), strength) : desk.numberIn(successes);
  if (plus(n, strength)[0] <= 0n) throw noSuchNumber();
  return times(scale, by(plus(x, a), plus(n, strength)));
}
/** What is read in another period than the document says: `reading@2022`. */
const at = (reference: string, period: string) => `${reference.replace(/@[^@]*$/, '')}@${period}`;
function impute(desk: Desk): Found {
  const [of, how] = [desk.node.of[0]!, desk.word('by')!];
  const found = desk.find(of);
  if (isThere(found)) return found;
  if (desk.node.statistics) return { value: desk.statistic(how) };
  const taken = JSON.parse(desk.word('taken') ?? '[]') as string[];
  if (taken.length === 0) return found;
  const [before, after] = taken.map((period) => desk.value(at(of, period)));
  if (!after) return { value: before! };
  const [back, on] = (JSON.parse(desk.word('away')!) as string[]).map(pair);
  return { value: plus(before!, times(by(back!, plus(back!, on!)), minus(after, before!))) };
}
function movingAverage(desk: Desk): Pair {
  const taken = JSON.parse(desk.word('taken') ?? '[]') as string[];
  if (taken.length > 0) return by(total(taken.map((period) => desk.value(at(desk.node.of[0]!, period)))), whole(taken.length));
  const own = desk.find(desk.node.of[0]!);
  throw new Missing([...(isThere(own) ? [] : own.gaps), 'drop']);
}
/** Of so many below, enough must have a figure. */
function enoughBelow(desk: Desk): void {
  const [share, below] = [desk.given('minimumShare'), desk.given('below')];
  if (order(count(desk), times(share, below)) < 0) throw new Missing(['fail']);
}
function pool(desk: Desk): Pair {
  enoughBelow(desk);
  const beside = desk.word('per') ?? desk.word('weight');
  const sum = desk.statistic('sum');
  if (!beside) return sum;
  const divisor = desk.statistic('divisor');
  return times(desk.given('scale'), by(sum, divisor));
}

/** What is missing counts with all of its reasons, not with the first alone. */
function allThere(desk: Desk, references: readonly string[]): void {
  const gaps = references.map(desk.find).flatMap((found) => (isThere(found) ? [] : found.gaps));
  if (gaps.length > 0) throw new Missing(gaps);
}

/** How much of its own counts, as its words say. */
const counted: Readonly<Record<string, string>> = { none: '0', half: '0.5', all: '1' };
function cumulativeShare(desk: Desk): Pair {
  // The group it is compared within stands among what it read, and is asked for only where these are there.
  allThere(desk, [desk.node.of[0]!, desk.word('weight') ?? desk.node.of[0]!]);
  const all = desk.statistic('all');
  if (all[0] === 0n) throw noSuchNumber();
  return times(desk.given('scale'), by(plus(desk.statistic('before'), times(pair(counted[desk.word('own')!]!), desk.statistic('the same'))), all));
}
/** The line is taken as the tree lists it; where one stands on it is worked out. */
function expectedValue(desk: Desk): Pair {
  const given = JSON.parse(desk.word('given')!) as string[];
  if (!desk.node.statistics) throw noSuchNumber();
  allThere(desk, given);
  return given.reduce((sum, id) => plus(sum, times(desk.statistic(`slope of ${id}`), desk.value(id))), desk.statistic('constant'));
}

/** Where the org unit above has no figure, the tree does not say whether it may be left out. */
function valueAbove(desk: Desk): Pair {
  if (desk.node.statistics?.values['value'] === undefined) throw new Missing([desk.node.statistics ? 'unknown' : 'fail']);
  return desk.statistic('value');
}

/** What is worked out with statistics over others; the statistics are taken as the tree lists them, for it names none of the others. */
export const peers: Readonly<Record<string, (desk: Desk) => Pair | Found>> = {
  'min-max': minMax,
  'z-score': zScore,
  'percent-rank'(desk) {
    own(desk);
    const scale = desk.given('scale');
    const others = desk.node.statistics?.values['others'] ? count(desk) : minus(count(desk), one);
    return times(scale, held(by(desk.statistic('worse'), others), zero, one));
  },
  'net-flow'(desk) {
    own(desk);
    const [indifference, preference] = [desk.given('indifference'), desk.given('preference')];
    if (order(indifference, zero) < 0 || order(preference, indifference) < 0) throw noSuchNumber();
    if (desk.word('form') === 'gaussian' && order(desk.given('spread'), zero) <= 0) throw noSuchNumber();
    return by(times(desk.given('scale'), minus(desk.statistic('leads'), desk.statistic('trails'))), desk.statistic('others'));
  },
  borda: (desk) => placed(desk, 'worse'),
  rank: (desk) => plus(placed(desk, 'better'), one),
  'normal-scores': normalScores,
  'exponential-ranks': exponentialRanks,
  'peer-quantile': peerQuantile,
  'peer-statistic': (desk) => desk.statistic(desk.word('statistic')!),
  /** Of a pair that is missing the tree does not say whether it may be left out. */
  'over-peers'(desk) {
    if (desk.node.statistics && Object.keys(desk.node.statistics.values).length === 0) throw new Missing(['unknown']);
    return desk.statistic(desk.word('statistic')!);
  },
  winsorise: (desk) => held(own(desk), desk.statistic('low'), desk.statistic('high')),
  'distance-to-target': distanceToTarget,
  'james-stein': jamesStein,
  'empirical-bayes': empiricalBayes,
  'beta-binomial': betaBinomial,
  impute,
  'moving-average': movingAverage,
  pool,
  'below-statistic'(desk) {
    enoughBelow(desk);
    return desk.statistic(desk.word('statistic')!);
  },
  'value-above': valueAbove,
  'cumulative-share': cumulativeShare,
  'expected-value': expectedValue,
};
