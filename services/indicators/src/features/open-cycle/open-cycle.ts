import { cycleOpened, Refusal } from '@mizan/contracts';
import { type Database, record, type Tx } from '@mizan/db';

export interface Cycle {
  cycleId: string;
  title: Record<string, string>;
  start: string;
  end: string;
  level: string;
  periods: Record<string, string>;
}

export async function openCycle(tx: Tx, cycle: Cycle): Promise<Cycle> {
  if (cycle.end < cycle.start) throw new Refusal('dates-reversed', `The cycle ends on ${cycle.end}, before it starts on ${cycle.start}.`);
  const known = await tx.sql<{ key: string }[]>`SELECT key FROM current_reference WHERE kind = 'indicators'`;
  const unknown = Object.keys(cycle.periods).filter((code) => !known.some(({ key }) => key === code));
  if (unknown.length) throw new Refusal('indicator-not-found', `These indicators have not been imported: ${unknown.join(', ')}.`);
  const added = await tx.sql`
    INSERT INTO cycle (cycle_id, title, start_day, end_day, level, periods)
    VALUES (${cycle.cycleId}, ${JSON.stringify(cycle.title)}::text::jsonb, ${cycle.start}::text::date, ${cycle.end}::text::date, ${cycle.level}, ${JSON.stringify(cycle.periods)}::text::jsonb)
    ON CONFLICT DO NOTHING RETURNING 1`;
  if (!added.length) throw new Refusal('cycle-exists', `The cycle ${cycle.cycleId} is open already.`);
  const { title: _, ...data } = cycle;
  record(tx, cycleOpened, { subject: `cycle/${cycle.cycleId}`, data });
  return cycle;
}

export async function listCycles(db: Pick<Database, 'sql'>): Promise<Cycle[]> {
  return db.sql<Cycle[]>`SELECT cycle_id AS "cycleId", title, start_day::text AS start, end_day::text AS end, level, periods FROM cycle ORDER BY cycle_id`;
}
