import { type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { type ISql } from 'postgres';

/** Raw queries, on a connection of the pool or inside a transaction. */
export type Query = ISql;

/** What reads need: the database itself or a transaction of it. */
export interface Store {
  readonly sql: Query;
  readonly orm: PostgresJsDatabase;
}
