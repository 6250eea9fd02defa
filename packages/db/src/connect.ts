import { EventEmitter } from 'node:events';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';

/** One connection of its own, for what only lives as long as that, such as a lock. */
export interface Session {
  readonly sql: Sql;
  /** Whether the connection was lost, and with it what it held; statements may have gone out on another since. */
  isLost(): boolean;
  close(): Promise<void>;
}

export interface Database {
  /** Raw statements; a client of its own, because drizzle changes the serialisers of the client it is given. */
  readonly sql: Sql;
  /** Typed reads and writes. */
  readonly orm: PostgresJsDatabase;
  /** For whoever follows the log: connections of their own, because on the others a page would wait behind every transaction that was begun before it. */
  readonly following: Sql;
  /** The clock events are stamped by, in milliseconds. */
  readonly now: () => number;
  /** Says `appended` after a commit of this process that brought leaves: a hint to look, never the only reason to. */
  readonly log: EventEmitter<{ appended: [] }>;
  openSession(): Session;
  close(): Promise<void>;
}

/** Opens the pools of one service. @param url - of the service's own role, which owns no table */
export function connect(url: string, { max = 8, now = Date.now }: { max?: number; now?: () => number } = {}): Database {
  const options = { max, onnotice: () => undefined, connect_timeout: 10 };
  const sql = postgres(url, options);
  const typed = postgres(url, options);
  const following = postgres(url, { ...options, max: 2 });
  return {
    sql,
    following,
    orm: drizzle(typed),
    now,
    log: new EventEmitter(),
    openSession: () => openSession(url, options),
    async close() {
      await Promise.all([sql, typed, following].map((pool) => pool.end({ timeout: 5 })));
    },
  };
}

function openSession(url: string, options: postgres.Options<Record<string, never>>): Session {
  let lost = false;
  const sql = postgres(url, { ...options, max: 1, onclose: () => void (lost = true) });
  return { sql, isLost: () => lost, close: () => sql.end({ timeout: 5 }) };
}
