import { type ISql } from 'postgres';

/** Raw queries, on a connection of the pool or inside a transaction. */
export type Query = ISql;
