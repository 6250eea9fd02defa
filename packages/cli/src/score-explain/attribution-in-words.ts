import { type AttributionDerivation } from '@mizan/scoring-engine';

interface Outcome {
  readonly personId: string;
  readonly cycleId: string;
  readonly status: string;
  readonly score?: string | undefined;
  readonly exact?: string | undefined;
  readonly band?: string | undefined;
}
const whyLeftOut: Readonly<Record<string, string>> = { missing: 'it has no figure', 'not-observed': 'not observed on a day of hers', 'too-little-exposure': 'she was there too short a part of the cycle' };
const isA: Readonly<Record<string, string>> = { counts: 'a day in post', neutral: 'left out, never to her loss', 'does-not-count': 'does not count' };

/** The headline of a person's score, why there is none, and the steps to it. */
export function attributionInWords(outcome: Outcome, derivation: AttributionDerivation, reasons: readonly string[]): string[] {
  const headline = outcome.status === 'scored' ? `${outcome.score} (${outcome.band ?? 'no band'}), exactly ${outcome.exact}` : 'no score';
  return [`${outcome.personId} ${outcome.cycleId}: ${headline}`, ...reasons.map((reason) => `  ${reason}`), ...stepsInWords(derivation)];
}

/** The steps from org units to a person's score, as indented text. */
export function stepsInWords({ service, stretches, neutralDays, orgUnits, parts, nodes, root, cycle }: AttributionDerivation): string[] {
  const sum = nodes[root]?.formula;
  return [
    `  days of the cycle (${cycle.start} to ${cycle.end}, ${cycle.days} days)`,
    ...stretches.map(({ orgUnit, post, from, to, cause, treatment, days }) => `    ${from} up to ${to}, ${orgUnit} (${post}): ${days} days, ${cause}${cause === 'in-post' ? '' : `: ${isA[treatment] ?? treatment}`}`),
    `    ${service.counts} count, ${service.neutral} neutral, ${service.notCounted} do not count, ${service.notInPost} without a post; ${service.neededOfHer} needed${service.clause ? ` (${service.clause})` : ''}`,
    ...(neutralDays ? [`    neutral days are ${neutralDays.are === 'counted' ? 'counted as in post' : 'left out'}: left out ${neutralDays.leftOut || 'no score'}, counted ${neutralDays.counted || 'no score'}`] : []),
    '  org units',
    ...orgUnits.map(({ orgUnit, score, days, share, baseline }) => `    ${orgUnit}: ${score || 'no score'}, ${days} days, share ${share}${baseline ? `, improvement from the ${baseline.from}${baseline.takenOver ? `, taken over on ${baseline.takenOver}` : ''}` : ''}`),
    ...(Object.keys(parts).length === 0 ? [] : ['  parts']),
    ...Object.entries(parts).flatMap(([id, part]) => [
      `    ${part.label['en'] ?? id} (${part.kind}, ${part.to}) = ${part.exact || part.status}`,
      ...part.weighed.map(({ orgUnit, value, share, contribution, days, inPost }) => `      ${orgUnit}: ${value || 'missing'} × ${share} = ${contribution || 'missing'}${part.kind === 'flow' ? (inPost === undefined ? `; days of observation are not recorded, so all ${days} days in post` : `; observed on ${days} of ${inPost} days in post`) : ''}`),
      ...part.leftOut.map(({ orgUnit, why }) => `      ${orgUnit}: left out, ${whyLeftOut[why] ?? why}`),
    ]),
    ...(sum ? [`  ${sum.names}`, `  ${sum.numbers}`] : []),
  ];
}
