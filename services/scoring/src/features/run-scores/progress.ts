import { Refusal } from '@mizan/contracts';
import { count, eq } from 'drizzle-orm';
import { partResult, run, runRequest } from '../../tables.ts';
import { type Store } from '../../query.ts';

export interface RunProgress {
  readonly runId: string;
  readonly state: 'running' | 'completed';
  readonly orgUnits: number;
  readonly parts: number;
  readonly partsDone: number;
}

/** @throws Refusal run-not-found */
export async function progressOf(store: Pick<Store, 'orm'>, runId: string): Promise<RunProgress> {
  const progress = await findProgress(store, runId);
  if (!progress) throw new Refusal('run-not-found', `There is no run ${runId}.`);
  return progress;
}

/** A run from before runs had parts stands there as completed. */
export async function findProgress({ orm }: Pick<Store, 'orm'>, runId: string): Promise<RunProgress | undefined> {
  const [completed] = await orm.select().from(run).where(eq(run.runId, runId));
  const [request] = await orm.select().from(runRequest).where(eq(runRequest.runId, runId));
  const [done] = await orm.select({ parts: count() }).from(partResult).where(eq(partResult.runId, runId));
  const { orgUnits } = request ?? completed ?? {};
  if (orgUnits === undefined) return undefined;
  return { runId, state: completed ? 'completed' : 'running', orgUnits, parts: request?.parts ?? 0, partsDone: done?.parts ?? 0 };
}
