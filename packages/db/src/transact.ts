import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { type Sql, type TransactionSql } from 'postgres';
import { type DataOf, type EventDeclaration } from '@mizan/contracts';
import { traceparent } from '@mizan/telemetry/spans.ts';
import { type Actor } from './actor.ts';
import { type Database } from './connect.ts';
import { appendLeaves, type PendingEvent } from './log/append.ts';

export interface Tx {
  /** Raw statements of this transaction. */
  readonly sql: TransactionSql;
  /** Typed reads and writes of this transaction. */
  readonly orm: PostgresJsDatabase;
  readonly actor: Actor;
  readonly pending: PendingEvent[];
}

const attempts = 5;
const retriable = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction and appends the events it recorded as the last statement, so that nothing can follow
 * the append and the log's order is the order of commits. Retries when another transaction took the same number of a subject.
 */
export async function transact<T>(db: Database, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, actor, work);
    } catch (error) {
      if (!isLostRace(error) || attempt === attempts) throw error;
    }
  }
}

/** Worth another run from the start. drizzle puts the database's error under `cause`. */
function isLostRace(error: unknown): boolean {
  const { code, constraint_name: constraint, cause } = error as { code?: string; constraint_name?: string; cause?: unknown };
  return retriable.has(code ?? '') || constraint === 'audit_entry_subject_seq' || (cause instanceof Error && isLostRace(cause));
}

async function once<T>(db: Database, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await db.sql.begin(async (sql) => {
    let orm: PostgresJsDatabase | undefined;
    const tx: Tx = { sql, get orm() { return (orm ??= typed(sql)); }, actor, pending: [] };
    const value = await work(tx);
    await appendLeaves(sql, { actor, now: db.now() }, tx.pending);
    return { value, appended: tx.pending.length };
  });
  const { value, appended } = result as { value: T; appended: number };
  if (appended > 0) db.log.emit('appended');
  return value;
}

/** Records an event; it is validated now and appended at the end of the transaction. @throws ZodError for data the event does not allow */
export function record<E extends EventDeclaration>(tx: Tx, event: E, { subject, data }: { subject: string; data: DataOf<E> }): void {
  tx.pending.push({ event, subject, data: event.data.parse(data) as Record<string, unknown>, traceparent: traceparent() });
}

/**
 * drizzle on the transaction's own connection. It writes its serialisers into the options it is given, so it gets a copy:
 * the raw client keeps its own.
 */
function typed(sql: TransactionSql): PostgresJsDatabase {
  const options = { parsers: {}, serializers: {} };
  const client = new Proxy(sql, { get: (target, name) => (name === 'options' ? options : (Reflect.get(target, name) as unknown)) });
  return drizzle(client as unknown as Sql);
}
