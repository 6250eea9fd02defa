import { performance } from 'node:perf_hooks';
import { type Database } from '@mizan/db';

/** Observations that the submission they name does not account for: there is none, or it stored more or fewer. */
export interface StrangeObservations {
  readonly submission: string;
  readonly observations: number;
}

/** Counting reads the whole table, so it may take this part of the time and no more. */
const share = 1 / 20;

/** Counts observations by submission; between two countings the last one stands. A million are counted again every few seconds. */
export function createStrangeObservations(now: () => number = () => performance.now()): (db: Database) => Promise<StrangeObservations[]> {
  let last: { until: number; found: Promise<StrangeObservations[]> } = { until: -Infinity, found: Promise.resolve([]) };
  return (db) => {
    const began = now();
    if (began < last.until) return last.found;
    const counting = { until: Infinity, found: count(db) };
    last = counting;
    counting.found.then(
      () => (counting.until = now() + (now() - began) / share),
      () => (counting.until = -Infinity),
    );
    return counting.found;
  };
}

async function count(db: Database): Promise<StrangeObservations[]> {
  return db.sql<StrangeObservations[]>`
    SELECT coalesce(s.submission_id, 'number ' || submission_no) AS submission, coalesce(n, 0) AS observations
    FROM (SELECT submission_no, count(*)::int AS n FROM observation GROUP BY submission_no) AS o
    FULL JOIN (SELECT submission_no, submission_id, created + updated AS stored FROM submission WHERE kind = 'observations') AS s USING (submission_no)
    WHERE n IS DISTINCT FROM nullif(stored, 0)`;
}
