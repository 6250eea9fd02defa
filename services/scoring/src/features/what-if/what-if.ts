import { Refusal } from '@mizan/contracts';
import { type Principal } from '@mizan/http';
import { figureNamed, whatIf as scoreChanged } from '@mizan/scoring-engine';
import { loadMethodology } from '../../methodologies.ts';
import { type Store } from '../../query.ts';
import { findSnapshot, openFrozen } from '../../snapshots.ts';
import { findScore, type ScoreWanted } from '../read-score/read-score.ts';

/** The score in force, computed again with some values changed and all else as frozen. @throws Refusal indicator-not-used */
export async function whatIf(store: Store, wanted: ScoreWanted, values: Readonly<Record<string, string>>, reader: Principal) {
  const { row } = await findScore(store, wanted, reader);
  const methodology = await loadMethodology(store, row.methodologySha256);
  refuseUnused(Object.keys(values).filter((figure) => figureNamed(methodology, figure) === undefined));
  const { cells, options } = await openFrozen(store, methodology, await findSnapshot(store, row.snapshotId));
  const { status, score, band, derivation } = scoreChanged(methodology, cells, { ...options, orgUnit: row.orgUnit, values });
  // One that is read by subgroup or source alone has another name, and another value under its own would change nothing.
  refuseUnused(Object.keys(values).filter((figure) => !Object.hasOwn(derivation.inputs, figure)), Object.keys(derivation.inputs));
  return { status, ...(score === undefined ? {} : { score }), ...(band === undefined ? {} : { band }), derivation };
}

function refuseUnused(unused: readonly string[], used: readonly string[] = []): void {
  if (unused.length > 0) throw new Refusal('indicator-not-used', `The methodology does not use ${unused.join(', ')} as a figure of this cycle.${used.length ? ` It reads ${used.join(', ')}.` : ''}`);
}
