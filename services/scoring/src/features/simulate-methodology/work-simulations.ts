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
const mostBegun = 3;

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

class Cancelled extends Error {}

async function carryOut(db: Database, one: Waiting, signal: AbortSignal): Promise<void> {
  if (!(await begin(db, one.id))) return;
  try {
    const result = await resultOf(db, one, signal);
    await db.sql`UPDATE scoring.simulation SET result = ${JSON.stringify(result)}, done = greatest(total, done) WHERE simulation_id = ${one.id} AND fault IS NULL`;
  } catch (error) {
    if (signal.aborted) await putBack(db, one.id);
    else if (!(error instanceof Cancelled)) await fail(db, one.id, error);
  }
}

/** Takes one up, unless that broke off too often: what ended its instances before would end this one too. @returns whether there is anything to do */
async function begin(db: Database, id: string): Promise<boolean> {
  const [row] = await db.sql<{ begun: number }[]>`UPDATE scoring.simulation SET begun = begun + 1 WHERE simulation_id = ${id} AND result IS NULL AND fault IS NULL RETURNING begun`;
  if (!row || row.begun <= mostBegun) return row !== undefined;
  await db.sql`UPDATE scoring.simulation SET fault = ${`It was begun ${mostBegun} times, and each time the instance of the service that worked on it ended before it did. Tell the administrator, who finds in the service's log why; asked for again it is begun anew.`} WHERE simulation_id = ${id} AND fault IS NULL`;
  return false;
}

async function resultOf(db: Database, { id, kind, request }: Waiting, signal: AbortSignal): Promise<Record<string, unknown>> {
  let written = 0;
  const tell: Tell = async (done, total) => {
    await breathe();
    signal.throwIfAborted();
    if (Date.now() - written < everyMs) return;
    written = Date.now();
    const standing = await db.sql`UPDATE scoring.simulation SET done = ${String(done)}::int, total = ${String(total)}::int WHERE simulation_id = ${id} AND fault IS NULL RETURNING 1`;
    if (standing.length === 0) throw new Cancelled();
  };
  return kind === 'simulation' ? simulate(db, JSON.parse(request) as SimulationRequest, tell) : lookBack(db, JSON.parse(request) as BackTestRequest, tell);
}

/** An instance that stops in order leaves its work to the next as if it had not begun. */
async function putBack(db: Database, id: string): Promise<void> {
  await db.sql`UPDATE scoring.simulation SET begun = greatest(0, begun - 1) WHERE simulation_id = ${id}`;
}

async function fail(db: Database, id: string, error: unknown): Promise<void> {
  const fault = error instanceof Refusal ? error.message : 'It broke off for a reason of the service\'s own, which is in its log. Ask again; if it breaks off again, tell the administrator.';
  await db.sql`UPDATE scoring.simulation SET fault = ${fault} WHERE simulation_id = ${id} AND fault IS NULL`;
  if (!(error instanceof Refusal)) throw error;
}
