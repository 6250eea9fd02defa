import { Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { type Claimed } from '@mizan/incentive-rules';

/** The postings of the snapshot a run was made on, each with the score of its org unit. @throws Refusal run-not-arrived */
export async function claimsOf(tx: Tx, cycleId: string, runId: string): Promise<Claimed[]> {
  const [run] = await tx.sql<{ snapshotId: string; start: string; end: string; whole: boolean }[]>`
    SELECT s.snapshot_id AS "snapshotId", s.start_day AS start, s.end_day AS end, r.org_units = (SELECT count(*) FROM taken_score AS t WHERE t.run_id = r.run_id) AS whole FROM taken_run AS r JOIN taken_snapshot AS s USING (snapshot_id) WHERE r.run_id = ${runId} AND r.cycle_id = ${cycleId}`;
  if (!run) throw new Refusal('run-not-arrived', `The run ${runId} of ${cycleId} has not arrived here yet. Ask again in a moment.`);
  if (!run.whole) throw new Refusal('run-not-arrived', `Not every score of the run ${runId} has arrived here yet, and a missing score must not look like none. Ask again in a moment.`);
  const rows = await tx.sql<{ postingId: string; personId: string; orgUnit: string; from: string; to: string; scoreId: string | null; score: string | null; band: string | null; completeness: string | null }[]>`
    SELECT p.posting_id AS "postingId", p.person_id AS "personId", p.org_unit AS "orgUnit", p.from_day AS from, p.to_day AS to, t.score_id AS "scoreId", t.score, t.band, t.completeness
    FROM taken_posting AS p LEFT JOIN taken_score AS t ON t.run_id = ${runId} AND t.org_unit = p.org_unit WHERE p.snapshot_id = ${run.snapshotId} ORDER BY p.posting_id COLLATE "C"`;
  return rows.map(({ scoreId, score, band, completeness, ...posting }) => ({
    posting,
    cycle: { start: run.start, end: run.end },
    score: scoreId === null ? undefined : { scoreId, completeness: completeness ?? '0', ...(score === null ? {} : { score }), ...(band === null ? {} : { band }) },
  }));
}
