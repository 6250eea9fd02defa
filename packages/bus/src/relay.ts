import { setTimeout as pause } from 'node:timers/promises';
import { type ReservedSql } from 'postgres';
import { Envelope, topicOf } from '@mizan/contracts';
import { type Database, type LogEntry, readEntries } from '@mizan/db';
import { type Bell, hangBell } from './bell.ts';
import { headersOf } from './cloud-event.ts';
import { type Outgoing, type Sender } from './kafka.ts';

export interface RelayOptions {
  readonly db: Database;
  /** `<deployment>/audit/<service>`. */
  readonly origin: string;
  readonly sender: Sender;
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
  const bell = hangBell(options.db);
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await lead(options, bell, stopping.signal).catch((error: Error) => options.onFault(error, `relaying ${options.origin}`));
      await pause(stopping.signal.aborted ? 0 : 500, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      bell.takeDown();
      await running;
      await options.sender.close();
    },
  };
}

/** Waits for the lock, then sends until the connection that holds it is gone or we are told to stop. */
async function lead({ db, origin, sender }: RelayOptions, bell: Bell, signal: AbortSignal): Promise<void> {
  const session = await db.sql.reserve();
  try {
    while (!signal.aborted && !(await tryLock(session))) await pause(idleMs * 10, undefined, { signal }).catch(() => undefined);
    let next = await positionOf(session);
    while (!signal.aborted) {
      const entries = await readEntries(db, next, 500);
      if (entries.length === 0) {
        await bell.wait(idleMs);
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

/** How many leaves are not on Kafka yet, and how long the oldest of them has waited, in seconds. */
export async function readLag({ sql, now }: Database): Promise<{ unsent: number; oldestSeconds: number }> {
  const [row] = await sql<{ unsent: string; leaf: Uint8Array | null }[]>`
    SELECT (h.size - r.next_index)::text AS unsent, e.leaf FROM audit_head AS h, relay_position AS r LEFT JOIN audit_entry AS e ON e.idx = r.next_index`;
  const since = row?.leaf ? Date.parse((JSON.parse(Buffer.from(row.leaf).toString('utf8')) as Envelope).time) : now();
  return { unsent: Number(row?.unsent ?? 0), oldestSeconds: Math.max(0, (now() - since) / 1000) };
}
