import { isPresent } from '../cell.ts';
import { openRun } from '../open-run.ts';
import { compare, parseExact } from '../rational.ts';
import { type Methodology } from '../read-methodology.ts';
import { type Run } from '../run.ts';
import { type Root, rootOf } from '../score-org-unit.ts';
import { type Claim, combine, type Combined } from './combine.ts';
import { lengthOf } from './days.ts';
import { observedDays } from './observed.ts';
import { type AttributionOptions, type OrgUnits } from './org-units.ts';
import { type Treatment } from './schema.ts';
import { type Service } from './service.ts';

/** One way of taking neutral days, and what comes of it. */
export interface Variant {
  readonly neutral: 'left-out' | 'counted';
  readonly parts: ReadonlyMap<string, Combined>;
  readonly run: Run;
  readonly root: Root;
}

/** Whether a day weighs as one of hers. */
export const isHers = (treatment: Treatment | undefined, neutral: Variant['neutral']) => treatment === 'counts' || (neutral === 'counted' && treatment === 'neutral');

/** Her score with neutral days left out and, where she has some, with them as days in post: the better one, as the score's direction says, first, since leave may not lower a score. */
export function variants(methodology: Methodology, service: Service, orgUnits: OrgUnits, options: AttributionOptions): Variant[] {
  const ways = service.neutral > 0 ? (['left-out', 'counted'] as const) : (['left-out'] as const);
  return ways.map((neutral) => variant(methodology, service, orgUnits, options, neutral)).sort(({ root: a }, { root: b }) => {
    if (!isPresent(a.root) || !isPresent(b.root)) return Number(isPresent(b.root)) - Number(isPresent(a.root));
    return compare(parseExact(b.exact!), parseExact(a.exact!)) * (methodology.document.score.direction === 'lower' ? -1 : 1);
  });
}

function variant(methodology: Methodology, service: Service, orgUnits: OrgUnits, options: AttributionOptions, neutral: Variant['neutral']): Variant {
  const attribution = methodology.document.attribution!;
  const parts = new Map(Object.entries(attribution.parts).map(([id, rule]) => [id, combine(id, rule, attribution, claimsOf(id, service, neutral, orgUnits, options), lengthOf(options.cycle))]));
  const run = openRun(methodology, [], { period: options.period, ...(options.on === undefined ? {} : { on: options.on }) }, new Map([...parts].map(([id, { column }]) => [id, column])));
  return { neutral, parts, run, root: rootOf(run, { orgUnit: service.person, period: options.period }) };
}

function claimsOf(part: string, { byOrgUnit }: Service, neutral: Variant['neutral'], orgUnits: OrgUnits, { cycle }: AttributionOptions): Claim[] {
  return [...byOrgUnit].flatMap(([orgUnit, all]) => {
    const hers = all.map((treatment) => isHers(treatment, neutral));
    const days = hers.filter(Boolean).length;
    if (days === 0) return [];
    const seen = observedDays(orgUnits.figuresBelow(part, orgUnit), cycle);
    return [{ orgUnit, days, observed: hers.filter((is, day) => is && (seen?.[day] ?? true)).length, recorded: seen !== undefined, column: orgUnits.column(part, orgUnit, all) }];
  });
}
