import { type AttributionDerivation, compare, type Derivation, parseExact } from '@mizan/scoring-engine';

interface OwnScore {
  readonly orgUnit: string;
  /** As its leaf has it; nothing where it is not scorable. */
  readonly score?: string | undefined;
}

/**
 * Whether the step of attribution says of an org unit what the org unit's own leaf and derivation say: its printed score, and
 * each part that weighs. Parts worked out from a value at take-over are the person's alone and are not compared.
 */
export function agrees({ orgUnits, parts }: Pick<AttributionDerivation, 'orgUnits' | 'parts'>, { orgUnit, score = '' }: OwnScore, own: Pick<Derivation, 'nodes' | 'inputs'>): boolean {
  const said = orgUnits.find((one) => one.orgUnit === orgUnit);
  if (said?.score !== score) return false;
  if (said.baseline?.from === 'take-over') return true;
  return Object.entries(parts).every(([id, { weighed }]) => weighed.filter((one) => one.orgUnit === orgUnit).every(({ value }) => sameNumber(value, own.nodes[id]?.exact ?? own.inputs[id]?.value)));
}

function sameNumber(said: string, own: string | undefined): boolean {
  if (said === '' || own === undefined || own === '') return said === (own ?? '');
  return compare(parseExact(said), parseExact(own)) === 0;
}
