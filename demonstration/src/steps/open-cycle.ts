import { listCycles, openCycle } from '@mizan/contracts';
import { cycle } from '../cycle.ts';
import { type Office } from '../office.ts';

/** Opens the cycle and names the period each figure is taken from. */
export async function openTheCycle(office: Office): Promise<void> {
  const { cycles } = await office.ask('policy-officer', listCycles, {});
  if (cycles.some(({ cycleId }) => cycleId === cycle.cycleId)) return;
  office.progress(`open cycle ${cycle.cycleId}`);
  await office.ask('policy-officer', openCycle, { body: cycle, idempotencyKey: `open cycle ${cycle.cycleId}` });
}
