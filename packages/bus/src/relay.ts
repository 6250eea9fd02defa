import { setTimeout as pause } from 'node:timers/promises';
import { type ReservedSql } from 'postgres';
import { Envelope, topicOf } from '@mizan/contracts';
import { type Database, type LogEntry, logSize, readEntries } from '@mizan/db';
import { Gauge, type Telemetry } from '@mizan/telemetry';
import { type Bell, hangBell } from './bell.ts';
import { headersOf } from './cloud-event.ts';
import { type Outgoing, type Sender } from './kafka.ts';

export interface RelayOptions {
  readonly db: Database;
  /** `<deployment>/audit/<service>`. */
  readonly origin: string;
  readonly sender: Sender;
  readonly metrics?: Telemetry['metrics'];
  readonly onFault: (error: Error, what: string) => void;
}
export interface Relay {
  stop(): Promise<void>;
}

/** Any constant serves: with the schema's own id it names the one lock of this log's relays. */
const lock = 7_284_002;
/** Looks without being told, for leaves that another process of the service appended. */
const idleMs = 50;
/** Kept well under the megabyte a broker takes in one request. */
const widestBatch = 600_000;

/**
 * Publishes a log in its order. One relay is active per log: it holds a lock in a session of its own, has one send in
 * flight, and moves its position only after the acknowledgement. A crash in between gives duplicates, never a loss;
 * so does a relay that lost its lock and sends on.
 */
export function startRelay(options: RelayOptions): Relay {
  const stopping = new AbortController();
  const lag = options.metrics ? createLag(options.metrics) : undefined;
  const bell = hangBell(options.db);
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await lead(options, { bell, signal: stopping.signal, lag }).catch((error: Error) => options.onFault(error, `relaying ${options.origin}`));
      await pause(stopping.signal.aborted ? 0 : 500, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
      bell.close();
      await options.sender.close();
    },
  };
}

type Lag = (unsent: number, oldest: number) => void;
function createLag(metrics: Telemetry['metrics']): Lag {
  const events = new Gauge({ name: 'relay_lag_events', help: 'Leaves of this log that are not on Kafka yet.', registers: [metrics] });
  const age = new Gauge({ name: 'relay_oldest_unsent_seconds', help: 'Age of the oldest leaf that is not on Kafka yet.', registers: [metrics] });
  return (unsent, oldest) => (events.set(unsent), age.set(oldest));
}

/** Waits for the lock, then sends until the connection that holds it is gone or we are told to stop. */
async function lead({ db, origin, sender }: RelayOptions, { bell, signal, lag }: { bell: Bell; signal: AbortSignal; lag: Lag | undefined }): Promise<void> {
  const session = await db.sql.reserve();
  try {
    while (!signal.aborted && !(await tryLock(session))) await pause(idleMs * 10, undefined, { signal }).catch(() => undefined);
    let next = await positionOf(session);
    while (!signal.aborted) {
      const entries = await readEntries(db, next, 500);
      if (lag) lag((await logSize(db)) - next, ageOf(entries[0], db.now()));
      if (entries.length === 0) {
        await bell.wait(idleMs, signal);
        continue;
      }
      const batch = withinWidth(entries);
      await sender.send(batch.map((entry) => outgoing(origin, entry)));
      next += batch.length;
      await session`UPDATE relay_position SET next_index = greatest(next_index, ${String(next)}::text::bigint)`;
    }
  } finally {
    await session`SELECT pg_advisory_unlock_all()`.catch(() => undefined);
    session.release();
  }
}

async function tryLock(session: ReservedSql): Promise<boolean> {
  const [row] = await session<{ held: boolean }[]>`SELECT pg_try_advisory_lock(${lock}, 'audit_head'::regclass::oid::int) AS held`;
  return row?.held ?? false;
}

async function positionOf(session: ReservedSql): Promise<number> {
  const [row] = await session<{ next: string }[]>`SELECT next_index::text AS next FROM relay_position`;
  return Number(row?.next ?? 0);
}

const ageOf = (entry: LogEntry | undefined, now: number) => (entry ? Math.max(0, (now - Date.parse((JSON.parse(entry.leaf) as Envelope).time)) / 1000) : 0);

function withinWidth(entries: readonly LogEntry[]): LogEntry[] {
  let width = 0;
  return entries.filter(({ leaf }, place) => (width += leaf.length * 2) <= widestBatch || place === 0);
}

function outgoing(origin: string, { index, leaf }: LogEntry): Outgoing {
  const event = Envelope.parse(JSON.parse(leaf));
  const topic = topicOf(event.type);
  if (topic === undefined) throw new Error(`leaf ${index} of ${origin} has the type ${event.type}, which no topic is declared for`);
  return { topic, key: event.partitionkey, value: Buffer.from(leaf, 'utf8'), headers: headersOf({ origin, index, event }) };
}
