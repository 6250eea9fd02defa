import { type Database, type Tx } from '@mizan/db';

/** Raw reads, on the pool or inside a transaction. */
export type Query = Database['sql'];
export const within = (tx: Tx) => tx.sql as unknown as Query;
