import { type Cell } from '../cell.ts';
import { type Methodology } from '../read-methodology.ts';
import { reasonsOf } from '../reasons.ts';
import { type Outcome } from '../score.ts';
import { type Cycle } from './days.ts';
import { derivationOf } from './derivation.ts';
import { type AttributionDerivation } from './derived.ts';
import { AttributionError, tableFaults } from './faults.ts';
import { type Minimum, minimumService, notServed } from './minimum-service.ts';
import { type AttributionOptions, openOrgUnits, type OrgUnits } from './org-units.ts';
import { type AttributionRow } from './rows.ts';
import { type Service, servicesOf } from './service.ts';
import { variants } from './variants.ts';

export interface ManagerScore extends Outcome {
  readonly person: string;
  readonly derivation: AttributionDerivation;
}

/**
 * The score of everybody who held a post in the cycle, in code order: the attributed parts of her org units weighed by her
 * days, and the nodes above worked out of them by the methodology's own steps, exactly, with one rounding. Who was in one
 * org unit the whole cycle has that org unit's score. Nothing where the methodology has no attribution.
 * @throws AttributionError when the table contradicts itself or the minimum service is longer than the cycle
 */
export function scoreManagers(methodology: Methodology, cells: readonly Cell[], rows: readonly AttributionRow[], options: AttributionOptions): ManagerScore[] {
  const { attribution } = methodology.document;
  if (!attribution) return [];
  const faults = attributionFaults(methodology, rows, options.cycle, options.on);
  if (faults.length > 0) throw new AttributionError(faults);
  const minimum = minimumService(methodology, options.cycle, options.on);
  const orgUnits = openOrgUnits(methodology, cells, options);
  const scored = rows.filter(({ orgUnit }) => orgUnits.isScored(orgUnit));
  return servicesOf(scored, attribution, options.cycle).map((service) => scoreManager(methodology, service, orgUnits, minimum, options));
}

/** Why no manager's score can be made of a table in a cycle, in sentences; nothing when it can. */
export function attributionFaults(methodology: Methodology, rows: readonly AttributionRow[], cycle: Cycle, on?: string): readonly string[] {
  const { attribution } = methodology.document;
  if (!attribution) return [];
  try {
    minimumService(methodology, cycle, on);
    return tableFaults(rows, attribution, cycle);
  } catch (error) {
    if (error instanceof AttributionError) return error.faults;
    throw error;
  }
}

function scoreManager(methodology: Methodology, service: Service, orgUnits: OrgUnits, minimum: Minimum, options: AttributionOptions): ManagerScore {
  const why = notServed(service, minimum);
  const [best, other] = why ? [] : variants(methodology, service, orgUnits, options);
  const base = { person: service.person, period: options.period, derivation: derivationOf({ methodology, service, minimum, orgUnits, options, best, other }) };
  if (!best) return { ...base, status: 'not-scorable', reasons: why ? [why] : [] };
  const { root, printed, exact, band } = best.root;
  if (printed === undefined || exact === undefined) return { ...base, status: 'not-scorable', reasons: reasonsOf(methodology, { root }) };
  return { ...base, status: 'scored', score: printed, exact, ...(band === undefined ? {} : { band }), reasons: [] };
}
