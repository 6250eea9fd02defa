import { type DataOf, type managerScoreComputed } from '@mizan/contracts';
import { and, asc, desc, eq, gt, type SQL } from 'drizzle-orm';
import { managerScore, run } from './tables.ts';
import { type Store } from './query.ts';

export type ManagerScoreRow = typeof managerScore.$inferSelect;
export type ManagerScoreData = DataOf<typeof managerScoreComputed>;

/** The data of the event, rebuilt from its row. */
export function managerScoreData({ score, exact, band, computedAt: _, ...row }: ManagerScoreRow): ManagerScoreData {
  return { ...row, ...(score === null ? {} : { score }), ...(exact === null ? {} : { exact }), ...(band === null ? {} : { band }) };
}

export interface ManagerScoreFilter {
  readonly cycleId: string;
  /** Of this run, superseded or not; without it of the last run of the cycle. */
  readonly runId?: string | undefined;
  readonly personId?: string | undefined;
  readonly after?: string;
  readonly limit?: number;
}

/** Manager's scores in code order of the people. Those in force are of the last run of the cycle, and of no other, also where it has none. */
export async function findManagerScores(store: Pick<Store, 'orm'>, { cycleId, runId, personId, after = '', limit = 1000 }: ManagerScoreFilter) {
  const last = await lastRun(store, cycleId);
  const wanted = runId ?? last;
  if (wanted === undefined) return [];
  const which: (SQL | undefined)[] = [eq(managerScore.cycleId, cycleId), eq(managerScore.runId, wanted), gt(managerScore.personId, after), personId === undefined ? undefined : eq(managerScore.personId, personId)];
  const rows = await store.orm.select().from(managerScore).where(and(...which)).orderBy(asc(managerScore.personId)).limit(limit);
  return rows.map((row) => ({ ...managerScoreData(row), computedAt: row.computedAt.toISOString(), ...(last === undefined || row.runId === last ? {} : { supersededBy: last }) }));
}

async function lastRun({ orm }: Pick<Store, 'orm'>, cycleId: string): Promise<string | undefined> {
  const [last] = await orm.select({ runId: run.runId }).from(run).where(eq(run.cycleId, cycleId)).orderBy(desc(run.completedAt)).limit(1);
  return last?.runId;
}
