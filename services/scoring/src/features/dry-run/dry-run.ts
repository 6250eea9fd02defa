import { loadMethodology } from '../../methodologies.ts';
import { type Store } from '../../query.ts';
import { openFrozen, refuseUnmet } from '../../snapshots.ts';
import { computeScores } from '@mizan/score-run';
import { findSnapshotOf, type RunRequest } from '../run-scores/request-run.ts';

/** Scores a snapshot and stores nothing; the methodology need not be published yet. @throws Refusal snapshot-lacks */
export async function dryRun(store: Store, { methodologySha256, snapshotId, cycleId }: RunRequest) {
  const methodology = await loadMethodology(store, methodologySha256);
  const frozen = await findSnapshotOf(store, { snapshotId, cycleId });
  const opened = await openFrozen(store, methodology, frozen);
  refuseUnmet(methodology, opened, frozen);
  const computed = computeScores({ runId: 'dry-run', frozen, methodology, methodologySha256, opened });
  const results = computed.map(({ data: { orgUnit, score, band, status } }) => ({ orgUnit, status, ...(score === undefined ? {} : { score }), ...(band === undefined ? {} : { band }) }));
  const scored = results.filter(({ status }) => status === 'scored').length;
  return { scored, notScorable: results.length - scored, results };
}
