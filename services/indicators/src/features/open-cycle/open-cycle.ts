import { cycleAmended, cycleOpened, Refusal } from '@mizan/contracts';
import { type Database, record, type Tx } from '@mizan/db';
import { type Cycle, type CycleFigures } from './cycle.ts';
import { refuseOtherLevels } from './other-levels.ts';
import { refuseOtherPeriods } from './other-periods.ts';

export { type Cycle, type CycleFigures } from './cycle.ts';

export async function openCycle(tx: Tx, asked: Cycle): Promise<Cycle> {
  const cycle = withOthers(asked);
  if (cycle.end < cycle.start) throw new Refusal('dates-reversed', `The cycle ends on ${cycle.end}, before it starts on ${cycle.start}.`);
  await refusePeriods(tx, cycle);
  const added = await tx.sql`
    INSERT INTO cycle (cycle_id, title, start_day, end_day, level, periods, other_periods, other_levels)
    VALUES (${cycle.cycleId}, ${JSON.stringify(cycle.title)}::text::jsonb, ${cycle.start}::text::date, ${cycle.end}::text::date, ${cycle.level}, ${JSON.stringify(cycle.periods)}::text::jsonb, ${JSON.stringify(cycle.otherPeriods ?? {})}::text::jsonb, ${JSON.stringify(cycle.otherLevels ?? [])}::text::jsonb)
    ON CONFLICT DO NOTHING RETURNING 1`;
  if (!added.length) throw new Refusal('cycle-exists', `The cycle ${cycle.cycleId} is open already.`);
  const { title: _, ...data } = cycle;
  record(tx, cycleOpened, { subject: `cycle/${cycle.cycleId}`, data });
  return cycle;
}

/** Names the periods of a cycle and its other levels anew, all of them; they hold from the next freeze on, and what is frozen stays. @throws Refusal cycle-not-found, and as openCycle does */
export async function amendCycle(tx: Tx, cycleId: string, named: CycleFigures, by: string): Promise<Cycle> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`freeze ${cycleId}`}, 0))`;
  const known = (await listCycles({ sql: tx.sql as unknown as Database['sql'] })).find((one) => one.cycleId === cycleId);
  if (!known) throw new Refusal('cycle-not-found', `There is no cycle ${cycleId}.`);
  const { otherPeriods: _, otherLevels: __, ...about } = known;
  const cycle = withOthers({ ...about, ...named });
  await refusePeriods(tx, cycle);
  const { periods, otherPeriods, otherLevels } = cycle;
  await tx.sql`INSERT INTO cycle_amendment (cycle_id, periods, other_periods, other_levels, amended_by) VALUES (${cycleId}, ${JSON.stringify(periods)}::text::jsonb, ${JSON.stringify(otherPeriods ?? {})}::text::jsonb, ${JSON.stringify(otherLevels ?? [])}::text::jsonb, ${by})`;
  record(tx, cycleAmended, { subject: `cycle/${cycleId}`, data: withOthers({ cycleId, periods, otherPeriods, otherLevels }) });
  return cycle;
}

async function refusePeriods(tx: Tx, cycle: Cycle): Promise<void> {
  const known = await tx.sql<{ key: string }[]>`SELECT key FROM current_reference WHERE kind = 'indicators'`;
  const named = [cycle.periods, ...Object.values(cycle.otherPeriods ?? {})].flatMap((periods) => Object.keys(periods));
  const unknown = [...new Set(named)].filter((code) => !known.some(({ key }) => key === code));
  if (unknown.length) throw new Refusal('indicator-not-found', `These indicators have not been imported: ${unknown.join(', ')}.`);
  refuseOtherPeriods(cycle);
  refuseOtherLevels(cycle);
}

/** The cycles with the periods that hold for them now. */
export async function listCycles(db: Pick<Database, 'sql'>): Promise<Cycle[]> {
  const rows = await db.sql<Cycle[]>`
    SELECT cycle_id AS "cycleId", title, start_day::text AS start, end_day::text AS end, level, coalesce(a.periods, c.periods) AS periods, coalesce(a.other_periods, c.other_periods) AS "otherPeriods", coalesce(a.other_levels, c.other_levels) AS "otherLevels"
    FROM cycle AS c LEFT JOIN LATERAL (SELECT periods, other_periods, other_levels FROM cycle_amendment WHERE cycle_amendment.cycle_id = c.cycle_id ORDER BY seq DESC LIMIT 1) AS a ON true ORDER BY cycle_id`;
  return rows.map(withOthers);
}

/** A cycle that names no other period or level says nothing of them, as those opened before there were any. */
export function withOthers<Named extends CycleFigures>({ otherPeriods = {}, otherLevels = [], ...about }: Named): Omit<Named, 'otherPeriods' | 'otherLevels'> & CycleFigures {
  return { ...about, ...(Object.keys(otherPeriods).length ? { otherPeriods } : {}), ...(otherLevels.length ? { otherLevels } : {}) };
}
