import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { lookBack, simulate, type Tell } from './simulate.ts';
import { type BackTestRequest, type SimulationRequest } from './request-simulation.ts';

interface Waiting {
  readonly id: string;
  readonly kind: 'simulation' | 'back-test';
  readonly request: string;
}
/** How often progress is written down, and how often somebody looks for work. */
const everyMs = 500;

/** Carries out what waits, one after another, for as long as the service runs. One that an instance left unfinished when it died is begun again by the next that looks. */
export function startSimulations(db: Database, onFault: (error: unknown) => void): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const worked = await workOne(db, stopping.signal).catch((error: unknown) => void onFault(error));
      if (!worked) await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** @returns whether there was something to do */
async function workOne(db: Database, signal: AbortSignal): Promise<boolean> {
  const waiting = await db.sql<Waiting[]>`SELECT simulation_id AS id, kind, request FROM scoring.simulation WHERE result IS NULL AND fault IS NULL ORDER BY requested_at, simulation_id LIMIT 20`;
  for (const one of waiting) {
    // Held by the connection, so that it is free again the moment its holder is gone.
    const mine = await db.sql.begin(async (tx) => {
      const [lock] = await tx<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtextextended(${`simulation ${one.id}`}, 0)) AS mine`;
      if (lock?.mine) await carryOut(db, one, signal);
      return lock?.mine ?? false;
    });
    if (mine) return true;
  }
  return false;
}

async function carryOut(db: Database, { id, kind, request }: Waiting, signal: AbortSignal): Promise<void> {
  let written = 0;
  const tell: Tell = async (done, total) => {
    await breathe();
    signal.throwIfAborted();
    if (Date.now() - written < everyMs) return;
    written = Date.now();
    await db.sql`UPDATE scoring.simulation SET done = ${String(done)}::int, total = ${String(total)}::int WHERE simulation_id = ${id}`;
  };
  try {
    const result = kind === 'simulation' ? await simulate(db, JSON.parse(request) as SimulationRequest, tell) : await lookBack(db, JSON.parse(request) as BackTestRequest, tell);
    await db.sql`UPDATE scoring.simulation SET result = ${JSON.stringify(result)}, done = greatest(total, done) WHERE simulation_id = ${id}`;
  } catch (error) {
    if (signal.aborted) return;
    const fault = error instanceof Refusal ? error.message : 'It broke off for a reason of the service\'s own, which is in its log. Ask again; if it breaks off again, tell the administrator.';
    await db.sql`UPDATE scoring.simulation SET fault = ${fault} WHERE simulation_id = ${id}`;
    if (!(error instanceof Refusal)) throw error;
  }
}
