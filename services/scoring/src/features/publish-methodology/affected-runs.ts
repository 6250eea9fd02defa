import { type Store } from '../../query.ts';

export interface AffectedRun {
  readonly runId: string;
  readonly cycleId: string;
}

/**
 * The last run of every cycle that was scored by this methodology and does not end before a day.
 * A snapshot from before cycles' days were kept counts as touched.
 */
export async function affectedRuns({ sql }: Pick<Store, 'sql'>, methodologyId: string, effectiveFrom: string): Promise<AffectedRun[]> {
  return sql<AffectedRun[]>`
    SELECT DISTINCT ON (r.cycle_id) r.run_id AS "runId", r.cycle_id AS "cycleId"
    FROM scoring.run_request r JOIN scoring.snapshot s USING (snapshot_id) JOIN scoring.methodology m ON m.methodology_sha256 = r.methodology_sha256
    WHERE m.methodology_id = ${methodologyId} AND coalesce(s.cycle_end, '9999-12-31') >= ${effectiveFrom}
    ORDER BY r.cycle_id, r.requested_at DESC`;
}
