import { cycleOpened, Refusal } from '@mizan/contracts';
import { type Database, record, type Tx } from '@mizan/db';
import { refuseOtherPeriods } from './other-periods.ts';

export interface Cycle {
  cycleId: string;
  title: Record<string, string>;
  start: string;
  end: string;
  level: string;
  periods: Record<string, string>;
  /** By the word a methodology calls a period by: the real period each indicator's figure is taken from. Absent where there is none. */
  otherPeriods?: Record<string, Record<string, string>> | undefined;
}

export async function openCycle(tx: Tx, { otherPeriods = {}, ...about }: Cycle): Promise<Cycle> {
  const cycle = withOthers({ ...about, otherPeriods });
  if (cycle.end < cycle.start) throw new Refusal('dates-reversed', `The cycle ends on ${cycle.end}, before it starts on ${cycle.start}.`);
  const known = await tx.sql<{ key: string }[]>`SELECT key FROM current_reference WHERE kind = 'indicators'`;
  const named = [cycle.periods, ...Object.values(otherPeriods)].flatMap((periods) => Object.keys(periods));
  const unknown = [...new Set(named)].filter((code) => !known.some(({ key }) => key === code));
  if (unknown.length) throw new Refusal('indicator-not-found', `These indicators have not been imported: ${unknown.join(', ')}.`);
  refuseOtherPeriods(cycle);
  const added = await tx.sql`
    INSERT INTO cycle (cycle_id, title, start_day, end_day, level, periods, other_periods)
    VALUES (${cycle.cycleId}, ${JSON.stringify(cycle.title)}::text::jsonb, ${cycle.start}::text::date, ${cycle.end}::text::date, ${cycle.level}, ${JSON.stringify(cycle.periods)}::text::jsonb, ${JSON.stringify(otherPeriods)}::text::jsonb)
    ON CONFLICT DO NOTHING RETURNING 1`;
  if (!added.length) throw new Refusal('cycle-exists', `The cycle ${cycle.cycleId} is open already.`);
  const { title: _, ...data } = cycle;
  record(tx, cycleOpened, { subject: `cycle/${cycle.cycleId}`, data });
  return cycle;
}

export async function listCycles(db: Pick<Database, 'sql'>): Promise<Cycle[]> {
  const rows = await db.sql<Cycle[]>`SELECT cycle_id AS "cycleId", title, start_day::text AS start, end_day::text AS end, level, periods, other_periods AS "otherPeriods" FROM cycle ORDER BY cycle_id`;
  return rows.map(withOthers);
}

/** Cycles that name no other period say nothing of them, as those opened before there were any. */
function withOthers({ otherPeriods = {}, ...about }: Cycle): Cycle {
  return Object.keys(otherPeriods).length ? { ...about, otherPeriods } : about;
}
