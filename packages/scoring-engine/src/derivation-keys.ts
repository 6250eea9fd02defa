import { statistics } from './steps/one-number.ts';

/** What stands in a derivation under a key; `*` is a name of the document, `[]` each of a list. */
export interface DerivationKey {
  readonly key: string;
  readonly says: string;
  /** The steps whose nodes have it; without them every step may. */
  readonly steps?: readonly string[];
}

const placed = ['borda', 'exponential-ranks', 'min-max', 'net-flow', 'normal-scores', 'percent-rank', 'rank', 'z-score'];
/** They show what each part adds. */
const additive = ['inverse-error-mean', 'mean', 'sum', 'weighted-mean'];
const withWeights = ['atkinson', 'copeland', 'geometric-mean', 'harmonic-mean', 'mazziotta-pareto', 'power-mean', 'sum', 'weighted-mean'];

const ofScore: readonly DerivationKey[] = [
  { key: 'methodology.id', says: 'The document that was applied.' },
  { key: 'methodology.version', says: 'Its version.' },
  { key: 'root', says: 'The node that is the score.' },
  { key: 'rounding.places', says: 'Decimal places of the score; empty where it is not rounded.' },
  { key: 'rounding.mode', says: 'How it is rounded, `none` where it is not.' },
  { key: 'bands[].id', says: 'A band, in ascending order.' },
  { key: 'bands[].from', says: 'Where it begins.' },
  { key: 'bands[].label.*', says: 'Its name by language.' },
  { key: 'compare', says: '`exact` where the bands read the exact score; otherwise they read it as printed.' },
  { key: 'band', says: 'The node whose word is the band, in place of `bands`.' },
];

const ofInput: readonly DerivationKey[] = [
  { key: 'inputs.*.label.*', says: 'The name of the indicator by language.' },
  { key: 'inputs.*.unit', says: 'Its unit.' },
  { key: 'inputs.*.value', says: 'The figure as published; where only counts are, what they give, to 34 significant digits; empty where it is missing.' },
  { key: 'inputs.*.exact', says: 'The exact number, where `value` is not all of it.' },
  { key: 'inputs.*.status', says: '`present`, or the kind of missing.' },
  { key: 'inputs.*.rule', says: 'Of a missing figure: `drop`, it may be left out; `worst`, it counts as the worst value; without it nothing that needs the figure is computed.' },
  { key: 'inputs.*.numerator', says: 'As published; empty where it is not.' },
  { key: 'inputs.*.denominator', says: 'As published; empty where it is not.' },
  { key: 'inputs.*.n', says: 'The number of cases; empty where nobody stated it.' },
  { key: 'inputs.*.standardError', says: 'The standard error, where there is one.' },
  { key: 'inputs.*.measuredPeriod', says: 'When it was measured, where that is another time than its period.' },
  { key: 'inputs.*.recomputed', says: 'What numerator and denominator give, where the published value differs beyond its printed places; it is used as published.' },
];

const part = (name: string, says: string): DerivationKey => ({ key: `nodes.*.parts[].${name}`, says, steps: additive });
const ofNode: readonly DerivationKey[] = [
  { key: 'nodes.*.step', says: 'Its step.' },
  { key: 'nodes.*.label.*', says: 'Its name by language.' },
  { key: 'nodes.*.of[]', says: 'What it reads, as the document names it.' },
  { key: 'nodes.*.value', says: 'The number to 34 significant digits, or the word that a reader sees in its place; empty where it is missing.' },
  { key: 'nodes.*.exact', says: 'The exact number, a fraction where it does not end.' },
  { key: 'nodes.*.unrounded', says: 'The exact number before the rounding that the node itself asks for.' },
  { key: 'nodes.*.status', says: '`present`, or the kind of missing.' },
  { key: 'nodes.*.formula.words.*', says: 'What the step gives, by language.' },
  { key: 'nodes.*.formula.names', says: 'The sum with names.' },
  { key: 'nodes.*.formula.numbers', says: 'The same sum with numbers.' },
  part('id', 'A part of a sum or a mean, as the document names it.'),
  part('weight', 'Its weight.'),
  part('effectiveWeight', 'Its share of the weight that is present; "0" where it is left out.'),
  part('value', 'What it has, exactly; empty where it is missing.'),
  part('contribution', 'What it adds, exactly; contributions sum to the value before rounding.'),
];

/** Beside the fields of its step, which stand under their own names. */
const ofParameters: readonly DerivationKey[] = [
  { key: 'nodes.*.parameters.direction', says: '`lower` where less of what is read is better, by the node or by its indicator; the goalposts are then turned.', steps: ['goalposts', 'log-goalposts'] },
  { key: 'nodes.*.parameters.weights', says: 'The weight of each part, where the step shows no contributions.', steps: withWeights },
  { key: 'nodes.*.parameters.recorded', says: 'The word of the attribute.', steps: ['attribute'] },
  { key: 'nodes.*.parameters.taken', says: 'The periods that were taken.', steps: ['impute', 'moving-average'] },
  { key: 'nodes.*.parameters.below', says: 'How many org units stand below, with a figure or without.', steps: ['below-statistic', 'pool'] },
  { key: 'nodes.*.parameters.away', says: 'How many periods away each of them is.', steps: ['impute'] },
];

const value = (name: string, says: string, ...steps: readonly string[]): DerivationKey => ({ key: `nodes.*.statistics.values.${name}`, says, steps });
const ofStatistics: readonly DerivationKey[] = [
  { key: 'nodes.*.statistics.over', says: 'With whom it was compared, in words.' },
  { key: 'nodes.*.statistics.count', says: 'How many of them had a figure, itself counted where it is among them.' },
  ...statistics.map((name) => value(name, 'The statistic of that name.', 'below-statistic', 'peer-statistic', ...(['sum', 'mean', 'minimum', 'maximum'].includes(name) ? ['over-peers'] : []), ...(name === 'mean' || name === 'median' ? ['impute'] : []))),
  value('a + b', 'Of how many cases what is known before is worth; without it the peers differ by chance alone.', 'beta-binomial'),
  value('all', 'The weight of all.', 'cumulative-share', 'peer-statistic'),
  value('before', 'The weight of those before it.', 'cumulative-share'),
  value('the same', 'The weight of those with the same figure, itself counted.', 'cumulative-share'),
  value('better', 'How many peers stand better, ties counted by their rule.', 'rank'),
  value('between variance', 'How far the peers differ beyond their standard errors, τ².', 'empirical-bayes'),
  value('reliability', 'R, the share of the own distance that is kept.', 'empirical-bayes'),
  value('bound *', 'The bounds between the groups, from the lowest.', 'peer-quantile'),
  value('c', 'The share of the own distance that is kept; without it the peers are all the same.', 'james-stein'),
  value('squares', 'The squared distances from the mean, added up.', 'james-stein'),
  value('variance', 'The variance of one figure.', 'james-stein'),
  value('constant', 'b₀ of the line.', 'expected-value'),
  value('slope of *', 'What one more of a circumstance adds.', 'expected-value'),
  value('counted as', 'What a missing figure that counts as the worst was counted as.', ...placed),
  value('deviation', 'The standard deviation of the peers.', 'z-score'),
  value('divisor', 'The sum it is divided by.', 'pool'),
  value('sum', 'The sum of what is pooled.', 'pool'),
  value('drawn in above', 'How many points were drawn in at the upper end.', 'winsorise'),
  value('drawn in below', 'How many at the lower end.', 'winsorise'),
  value('high', 'The upper bound that came of it.', 'winsorise'),
  value('low', 'The lower bound.', 'winsorise'),
  value('kurtosis', 'Excess kurtosis of the peers before anything was drawn in.', 'winsorise'),
  value('skewness', 'Their skewness before.', 'winsorise'),
  value('leads', 'What its leads over the others count, added up.', 'net-flow'),
  value('others', 'Over how many others; of percent-rank where it is not one of the peers itself, who then all are.', 'net-flow', 'over-peers', 'percent-rank'),
  value('trails', 'What the leads of the others over it count, added up.', 'net-flow'),
  value('lost', 'How many peers beat it.', 'copeland'),
  value('won', 'How many it beats.', 'copeland'),
  value('maximum', 'The highest of the peers.', 'min-max'),
  value('minimum', 'The lowest of the peers.', 'min-max'),
  value('mean', 'The mean of the peers, as the step takes it.', 'beta-binomial', 'empirical-bayes', 'james-stein', 'z-score'),
  value('rank', 'The rank counted from the worst, ties by their rule.', 'exponential-ranks', 'normal-scores'),
  value('value', 'What the org unit above has.', 'value-above'),
  value('worse', 'How many peers stand worse, ties counted by their rule.', 'borda', 'percent-rank'),
  value('worst', 'The worst of the peers, where the way begins.', 'distance-to-target'),
];

/** What the derivation of a person's score has beside that of an org unit's; its nodes are those above the parts. */
export const personKeys: readonly DerivationKey[] = [
  { key: 'person', says: 'Whose score it is.' },
  { key: 'cycle.start', says: 'The first day of the cycle.' },
  { key: 'cycle.end', says: 'Its last day.' },
  { key: 'cycle.days', says: 'How many days it has.' },
  { key: 'service.counts', says: 'Her days that count.' },
  { key: 'service.neutral', says: 'Her neutral days.' },
  { key: 'service.notCounted', says: 'Days of absence that do not count.' },
  { key: 'service.notInPost', says: 'Days without a post.' },
  { key: 'service.needed', says: 'The minimum service.' },
  { key: 'service.neededOfHer', says: 'The same less her neutral days.' },
  { key: 'service.met', says: 'Whether she has it.' },
  { key: 'service.clause', says: 'The clause that sets it.' },
  { key: 'neutralDays.are', says: 'What stands: neutral days `left-out`, or `counted` as days in post because that gives more.' },
  { key: 'neutralDays.leftOut', says: 'The score without them, exactly.' },
  { key: 'neutralDays.counted', says: 'The score with them, exactly.' },
  { key: 'stretches[].orgUnit', says: 'Where she was for a stretch of days.' },
  { key: 'stretches[].post', says: 'In which post.' },
  { key: 'stretches[].from', says: 'From this day on.' },
  { key: 'stretches[].to', says: 'Up to, not including, this day.' },
  { key: 'stretches[].cause', says: '`in-post`, or the cause of absence.' },
  { key: 'stretches[].treatment', says: 'What such a day is: `counts`, `neutral`, `does-not-count`.' },
  { key: 'stretches[].days', says: 'How many days.' },
  { key: 'orgUnits[].orgUnit', says: 'An org unit in which she held a post.' },
  { key: 'orgUnits[].status', says: '`scored`, or `not-scorable`.' },
  { key: 'orgUnits[].score', says: 'Its own score, as printed.' },
  { key: 'orgUnits[].days', says: 'Her days there that weigh.' },
  { key: 'orgUnits[].share', says: 'Their share of all her days that weigh; the shares sum to 1.' },
  { key: 'orgUnits[].baseline.from', says: 'What her improvement there is measured from: `take-over` or `baseline`.' },
  { key: 'orgUnits[].baseline.takenOver', says: 'The day the post was taken over; empty for who was there on the first day.' },
  { key: 'orgUnits[].baseline.figures.*', says: 'The values it is measured from.' },
  { key: 'parts.*.label.*', says: 'The name of a part by language.' },
  { key: 'parts.*.kind', says: '`flow` or `stock`.' },
  { key: 'parts.*.to', says: '`observed-days`, `exposure` or `nobody`.' },
  { key: 'parts.*.value', says: 'What it came to, to 34 significant digits; empty where it is missing.' },
  { key: 'parts.*.exact', says: 'The same exactly.' },
  { key: 'parts.*.status', says: '`present`, or the kind of missing.' },
  { key: 'parts.*.weighed[].orgUnit', says: 'An org unit that weighs in it.' },
  { key: 'parts.*.weighed[].days', says: 'The days by which it weighs.' },
  { key: 'parts.*.weighed[].inPost', says: 'All her days there, where days of observation are recorded.' },
  { key: 'parts.*.weighed[].share', says: 'Its share of the days.' },
  { key: 'parts.*.weighed[].value', says: 'What the org unit has, exactly.' },
  { key: 'parts.*.weighed[].contribution', says: 'What it adds, exactly; the contributions of a part sum to its value.' },
  { key: 'parts.*.leftOut[].orgUnit', says: 'An org unit that is left out of it.' },
  { key: 'parts.*.leftOut[].days', says: 'Her days there.' },
  { key: 'parts.*.leftOut[].why', says: '`missing`, `not-observed` or `too-little-exposure`.' },
];

/** Every key of a derivation, what it says and whose it is: declared here once, for the reference page and for the test that no key is without its words. */
export const derivationKeys: readonly DerivationKey[] = [...ofScore, ...ofInput, ...ofNode, ...ofParameters, ...ofStatistics];
