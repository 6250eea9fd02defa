import { setTimeout as pause } from 'node:timers/promises';
import { type Envelope, topicOf } from '@mizan/contracts';
import { type Database, type LogEntry, readEntries, type Session } from '@mizan/db';
import { inSpan } from '@mizan/telemetry/spans.ts';
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

interface Leading extends Omit<RelayOptions, 'onFault'> {
  readonly bell: Bell;
  readonly width: { bytes: number };
}

/** Any constant serves: with the schema's own id it names the one lock of this log's relays. */
const lock = 7_284_002;
/** Looks without being told, for leaves that another process of the service appended. */
const idleMs = 50;
/** Least time from one send to the next: what comes meanwhile goes with it, for a send costs the broker and the consumer more than another event in it. */
const betweenSendsMs = 4;
/** Bytes of one send, before compression. A broker takes a megabyte for one partition; where that was too much, half as much is sent the next time. */
const widestBatch = 3_000_000;
/** What the headers and the frame of a message take, at most, in bytes. */
const frame = 800;
/** Leaves read at once. */
const page = 4000;

/**
 * Publishes a log in its order. One relay is active per log: it holds a lock in a session of its own, has one send in
 * flight, and moves its position only after the acknowledgement. A crash in between gives duplicates, never a loss;
 * so does a relay that lost its lock and sends on.
 */
export function startRelay(options: RelayOptions): Relay {
  const stopping = new AbortController();
  const bell = hangBell(options.db);
  const width = { bytes: widestBatch };
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await lead({ ...options, bell, width }, stopping.signal).catch((error: Error) => options.onFault(error, `relaying ${options.origin}`));
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
async function lead(options: Leading, signal: AbortSignal): Promise<void> {
  const session = options.db.openSession();
  try {
    while (!signal.aborted && !(await tryLock(session))) await pause(idleMs * 10, undefined, { signal }).catch(() => undefined);
    // A position lost in a crash of the database costs duplicates; waiting for the disk would cost every event time.
    await session.sql`SELECT set_config('synchronous_commit', 'off', false)`;
    await sendOn(options, session, signal);
  } finally {
    await session.close();
  }
}

/** One send after another; what comes next is read, and the position noted, while a send is under way. */
async function sendOn({ db, origin, sender, bell, width }: Leading, session: Session, signal: AbortSignal): Promise<void> {
  let next = await positionOf(session);
  let ahead = await readEntries(db, next, page);
  let due = 0;
  let noted: Promise<unknown> = Promise.resolve();
  while (!signal.aborted) {
    if (session.isLost()) throw new Error('the connection that held the lock of the relay was lost; another is opened');
    if (ahead.length === 0) {
      await bell.wait(idleMs);
      ahead = await readEntries(db, next, page);
      continue;
    }
    if (due > performance.now()) {
      await pause(due - performance.now());
      ahead = await readEntries(db, next, page);
    }
    due = performance.now() + betweenSendsMs;
    const batch = withinWidth(ahead, width.bytes);
    const sent = sendWithin(width, () => sendTraced(origin, batch, () => sender.send(batch.map((entry) => outgoing(origin, entry)))));
    const [following] = await Promise.all([readEntries(db, next + batch.length, page), sent, noted]);
    next += batch.length;
    ahead = following;
    noted = session.sql`UPDATE relay_position SET next_index = greatest(next_index, ${String(next)}::text::bigint)`.execute();
    noted.catch(() => undefined);
  }
  await noted;
}

/** A send is a trace of its own that names those of the work it carries, up to sixteen of them; without any it is none. */
function sendTraced(origin: string, batch: readonly LogEntry[], send: () => Promise<void>): Promise<void> {
  const links = [...new Set(batch.flatMap(({ traceparent }) => traceparent ?? []))].slice(0, 16);
  if (links.length === 0) return send();
  const attributes = { 'messaging.system': 'kafka', 'messaging.operation.type': 'send', 'messaging.destination.name': origin, 'messaging.batch.message_count': batch.length };
  return inSpan({ name: `send ${origin}`, kind: 'producer', links, attributes }, send);
}

/** Halves the width for the next send when this one fails, and finds back to the widest when it does not. */
async function sendWithin(width: { bytes: number }, send: () => Promise<void>): Promise<void> {
  try {
    await send();
    width.bytes = Math.min(widestBatch, width.bytes * 2);
  } catch (error) {
    width.bytes = Math.max(1, Math.floor(width.bytes / 2));
    throw error;
  }
}

async function tryLock({ sql }: Session): Promise<boolean> {
  const [row] = await sql<{ held: boolean }[]>`SELECT pg_try_advisory_lock(${lock}, 'audit_head'::regclass::oid::int) AS held`;
  return row?.held ?? false;
}

async function positionOf({ sql }: Session): Promise<number> {
  const [row] = await sql<{ next: string }[]>`SELECT next_index::text AS next FROM relay_position`;
  return Number(row?.next ?? 0);
}

function withinWidth(entries: readonly LogEntry[], bytes: number): LogEntry[] {
  let width = 0;
  return entries.filter(({ leaf }, place) => (width += Buffer.byteLength(leaf) + frame) <= bytes || place === 0);
}

function outgoing(origin: string, { index, leaf, traceparent }: LogEntry): Outgoing {
  // A leaf of our own log: it was checked when it was recorded.
  const event = JSON.parse(leaf) as Envelope;
  const topic = topicOf(event.type);
  if (topic === undefined) throw new Error(`leaf ${index} of ${origin} has the type ${event.type}, which no topic is declared for`);
  return { topic, key: event.partitionkey, value: Buffer.from(leaf, 'utf8'), headers: headersOf({ origin, index, event, traceparent }) };
}

/** How many leaves are not on Kafka yet, and how long the oldest of them has waited, in seconds. */
export async function readLag({ following: sql, now }: Database): Promise<{ unsent: number; oldestSeconds: number }> {
  const [row] = await sql<{ unsent: string; leaf: Uint8Array | null }[]>`
    SELECT (h.size - r.next_index)::text AS unsent, e.leaf FROM audit_head AS h, relay_position AS r LEFT JOIN audit_entry AS e ON e.idx = r.next_index`;
  const since = row?.leaf ? Date.parse((JSON.parse(Buffer.from(row.leaf).toString('utf8')) as Envelope).time) : now();
  return { unsent: Number(row?.unsent ?? 0), oldestSeconds: Math.max(0, (now() - since) / 1000) };
}
