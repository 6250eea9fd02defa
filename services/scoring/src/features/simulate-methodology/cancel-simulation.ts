import { Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { and, eq, isNull } from 'drizzle-orm';
import { simulation } from '../../tables.ts';
import { progressOf, type SimulationProgress } from './progress.ts';

/** Ends a simulation before its end; whoever works on it stops at its next look. @throws Refusal simulation-not-found, simulation-ended */
export async function cancelSimulation(tx: Tx, simulationId: string, by: string): Promise<SimulationProgress> {
  const fault = `It was cancelled by ${by}. Ask again and it is begun anew.`;
  const ended = await tx.orm.update(simulation).set({ fault, cancelledBy: by }).where(and(eq(simulation.simulationId, simulationId), isNull(simulation.result), isNull(simulation.fault))).returning();
  const progress = await progressOf(tx, simulationId);
  if (ended.length === 0) throw new Refusal('simulation-ended', `The simulation ${simulationId} is ${progress.state} already; there is nothing to cancel.`);
  return progress;
}
