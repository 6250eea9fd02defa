import { type IncentiveScheme, Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { type Claimed } from '@mizan/incentive-rules';

/** The postings of the snapshot a run was made on, each with the score of its org unit and, where there are such, its holder's own. @throws Refusal run-not-arrived, run-without-people */
export async function claimsOf(tx: Tx, { scoreOf }: Pick<IncentiveScheme, 'scoreOf'>, cycleId: string, runId: string): Promise<Claimed[]> {
  const { snapshotId, start, end } = await wholeRun(tx, scoreOf, cycleId, runId);
  const rows = await tx.sql<Row[]>`
    SELECT p.posting_id AS "postingId", p.person_id AS "personId", p.org_unit AS "orgUnit", p.from_day AS from, p.to_day AS to, t.score_id AS "scoreId", t.score, t.band, t.completeness, m.manager_score_id AS "managerScoreId", m.score AS "ownScore", m.band AS "ownBand"
    FROM taken_posting AS p LEFT JOIN taken_score AS t ON t.run_id = ${runId} AND t.org_unit = p.org_unit LEFT JOIN taken_manager_score AS m ON m.run_id = ${runId} AND m.person_id = p.person_id
    WHERE p.snapshot_id = ${snapshotId} ORDER BY p.posting_id COLLATE "C"`;
  return rows.map(({ scoreId, score, band, completeness, managerScoreId, ownScore, ownBand, ...posting }) => ({
    posting,
    cycle: { start, end },
    score: scoreId === null ? undefined : { scoreId, completeness: completeness ?? '0', ...printed(score, band) },
    managerScore: managerScoreId === null ? undefined : { scoreId: managerScoreId, ...printed(ownScore, ownBand) },
  }));
}

type Row = Claimed['posting'] & Readonly<Record<'scoreId' | 'score' | 'band' | 'completeness' | 'managerScoreId' | 'ownScore' | 'ownBand', string | null>>;

const printed = (score: string | null, band: string | null) => ({ ...(score === null ? {} : { score }), ...(band === null ? {} : { band }) });

async function wholeRun(tx: Tx, scoreOf: IncentiveScheme['scoreOf'], cycleId: string, runId: string): Promise<{ snapshotId: string; start: string; end: string }> {
  const [run] = await tx.sql<{ snapshotId: string; start: string; end: string; whole: boolean; people: number | null; peopleArrived: number }[]>`
    SELECT s.snapshot_id AS "snapshotId", s.start_day AS start, s.end_day AS end, r.people, r.org_units = (SELECT count(*) FROM taken_score AS t WHERE t.run_id = r.run_id) AS whole, (SELECT count(*)::int FROM taken_manager_score AS m WHERE m.run_id = r.run_id) AS "peopleArrived"
    FROM taken_run AS r JOIN taken_snapshot AS s USING (snapshot_id) WHERE r.run_id = ${runId} AND r.cycle_id = ${cycleId}`;
  if (!run) throw new Refusal('run-not-arrived', `The run ${runId} of ${cycleId} has not arrived here yet. Ask again in a moment.`);
  if (scoreOf === 'manager' && run.people === null) throw new Refusal('run-without-people', `The scheme reads the manager's own score, and the run ${runId} made none. Score the cycle by a methodology with an attribution, or let the scheme read the org unit's score.`);
  if (!run.whole || (scoreOf === 'manager' && run.people !== run.peopleArrived)) throw new Refusal('run-not-arrived', `Not every score of the run ${runId} has arrived here yet, and a missing score must not look like none. Ask again in a moment.`);
  return run;
}
