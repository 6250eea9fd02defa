import { derivedNode, derivedScore, shown } from '../derivation.ts';
import { exactText, divide, whole, zero } from '../rational.ts';
import { type Methodology } from '../read-methodology.ts';
import { above } from './above.ts';
import { type Combined } from './combine.ts';
import { lengthOf } from './days.ts';
import { type AttributionDerivation, type DerivedAttributedPart } from './derived.ts';
import { type Minimum, neededOf } from './minimum-service.ts';
import { type AttributionOptions, type OrgUnits } from './org-units.ts';
import { type Service } from './service.ts';
import { isHers, type Variant } from './variants.ts';

interface Attributed {
  readonly methodology: Methodology;
  readonly service: Service;
  readonly minimum: Minimum;
  readonly orgUnits: OrgUnits;
  readonly options: AttributionOptions;
  /** The way of taking neutral days that stands; nothing where her service was too short. */
  readonly best: Variant | undefined;
  readonly other: Variant | undefined;
}

/** Every step from the days to the score, as text. */
export function derivationOf({ methodology, service, minimum, orgUnits, options: { cycle, period }, best, other }: Attributed): AttributionDerivation {
  const { document } = methodology;
  const { counts, neutral, notCounted, notInPost } = service;
  const place = { orgUnit: service.person, period };
  return {
    ...derivedScore(methodology),
    person: service.person,
    cycle: { start: cycle.start, end: cycle.end, days: String(lengthOf(cycle)) },
    service: {
      ...{ counts: String(counts), neutral: String(neutral), notCounted: String(notCounted), notInPost: String(notInPost) },
      ...{ needed: String(minimum.days), neededOfHer: String(neededOf(service, minimum)), met: best !== undefined },
      ...(minimum.clause === undefined ? {} : { clause: minimum.clause }),
    },
    ...(best && other ? { neutralDays: neutralDays(best, other) } : {}),
    stretches: service.stretches.map((stretch) => ({ ...stretch, days: String(stretch.days) })),
    orgUnits: unitsOf(service, orgUnits, best),
    parts: best ? Object.fromEntries([...best.parts].map(([id, combined]) => [id, partOf(methodology, id, combined)])) : {},
    nodes: best ? Object.fromEntries(above(document).nodes.map((id) => [id, derivedNode(best.run, id, place, best.run.node(id, place))])) : {},
  };
}

function neutralDays(best: Variant, other: Variant): NonNullable<AttributionDerivation['neutralDays']> {
  const of = (way: Variant['neutral']) => (best.neutral === way ? best : other).root.exact ?? '';
  return { are: best.neutral, leftOut: of('left-out'), counted: of('counted') };
}

/** Her org units with her days that weigh and their share of all of them. */
function unitsOf({ byOrgUnit }: Service, orgUnits: OrgUnits, best: Variant | undefined): AttributionDerivation['orgUnits'] {
  const days = [...byOrgUnit].map(([orgUnit, all]) => ({ orgUnit, all, days: all.filter((one) => isHers(one, best?.neutral ?? 'left-out')).length }));
  const total = days.reduce((sum, one) => sum + one.days, 0);
  return days.map(({ orgUnit, all, days: own }) => {
    const { printed } = orgUnits.root(orgUnit);
    const baseline = orgUnits.baseline(orgUnit, all);
    const share = total === 0 ? zero : divide(whole(own), whole(total));
    return { orgUnit, status: printed === undefined ? 'not-scorable' : 'scored', score: printed ?? '', days: String(own), share: exactText(share), ...(baseline ? { baseline } : {}) };
  });
}

function partOf({ document, indicators }: Methodology, id: string, { column, weighed, leftOut }: Combined): DerivedAttributedPart {
  const rule = document.attribution!.parts[id]!;
  return {
    label: document.nodes[id]?.label ?? indicators[id]?.label ?? {},
    kind: rule.kind,
    to: rule.kind === 'flow' ? 'observed-days' : rule.to,
    ...shown(column),
    weighed: weighed.map(({ orgUnit, days, share, value, contribution, inPost }) => ({ orgUnit, days: String(days), share: exactText(share), value: value ? exactText(value) : '', contribution: contribution ? exactText(contribution) : '', ...(inPost === undefined ? {} : { inPost: String(inPost) }) })),
    leftOut: leftOut.map(({ orgUnit, days, why }) => ({ orgUnit, days: String(days), why })),
  };
}
