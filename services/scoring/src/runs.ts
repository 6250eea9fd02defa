import { type DataOf, type runCompleted, Refusal } from '@mizan/contracts';
import { desc, eq } from 'drizzle-orm';
import { run } from './tables.ts';
import { type Store } from './query.ts';

export type RunRow = typeof run.$inferSelect;
export type RunData = DataOf<typeof runCompleted>;

/** The data of the run's event, rebuilt from its row. */
export function runData({ people, peopleRoot, runBy: _, completedAt: __, ...rest }: RunRow): RunData {
  return { ...rest, ...(people === null || peopleRoot === null ? {} : { people, peopleRoot }) };
}

export const runView = (row: RunRow) => ({ ...runData(row), completedAt: row.completedAt.toISOString() });

export async function findRuns({ orm }: Pick<Store, 'orm'>, cycleId?: string): Promise<RunRow[]> {
  return orm.select().from(run).where(cycleId === undefined ? undefined : eq(run.cycleId, cycleId)).orderBy(desc(run.completedAt));
}

/** @throws Refusal run-not-found */
export async function findRun({ orm }: Pick<Store, 'orm'>, runId: string): Promise<RunRow> {
  const [row] = await orm.select().from(run).where(eq(run.runId, runId));
  if (!row) throw new Refusal('run-not-found', `There is no run ${runId}.`);
  return row;
}
