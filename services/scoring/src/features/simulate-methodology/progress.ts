import { Refusal, type SimulationProgress as Shape } from '@mizan/contracts';
import { eq } from 'drizzle-orm';
import { type z } from 'zod';
import { type Store } from '../../query.ts';
import { simulation } from '../../tables.ts';

export type SimulationProgress = z.output<typeof Shape>;
type Row = typeof simulation.$inferSelect;

async function findSimulation({ orm }: Pick<Store, 'orm'>, simulationId: string): Promise<Row> {
  const [row] = await orm.select().from(simulation).where(eq(simulation.simulationId, simulationId));
  if (!row) throw new Refusal('simulation-not-found', `There is no simulation ${simulationId}.`);
  return row;
}

const progress = ({ simulationId, kind, done, total, result, fault, cancelledBy }: Row): SimulationProgress => ({
  ...{ simulationId, kind, done, total },
  state: result !== null ? 'completed' : cancelledBy !== null ? 'cancelled' : fault !== null ? 'failed' : 'running',
  ...(fault === null ? {} : { fault }),
});

/** @throws Refusal simulation-not-found */
export const progressOf = async (store: Pick<Store, 'orm'>, simulationId: string) => progress(await findSimulation(store, simulationId));

/** How far a simulation is, and what came of it. @throws Refusal simulation-not-found */
export async function readSimulation(store: Pick<Store, 'orm'>, simulationId: string): Promise<SimulationProgress & { result?: Record<string, unknown> }> {
  const row = await findSimulation(store, simulationId);
  return { ...progress(row), ...(row.result === null ? {} : { result: JSON.parse(row.result) as Record<string, unknown> }) };
}
