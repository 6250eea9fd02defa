import { type Sql, type TransactionSql } from 'postgres';
import { type Database } from '@mizan/db';

export interface Mortal {
  /** The database as the process sees it that is going to die. */
  readonly db: Database;
  /** Whether the process is dead: whatever it tries from then on fails. */
  readonly died: () => boolean;
  /** Another thing it waits for. */
  readonly reach: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * A process that dies at the given one of its awaits, counted from 1. Each statement, the start of a transaction and its
 * commit can be reached twice: before it is done, and after it was done and before the answer is there. A transaction
 * that is open at the death is rolled back, as by a server that lost its client.
 */
export function dieAt(db: Database, point: number): Mortal {
  let reached = 0;
  let dead = false;
  const step = () => {
    reached += 1;
    if (reached === point) dead = true;
    if (dead) throw Object.assign(new Error('the process is gone'), { code: 'CONNECTION_CLOSED' });
  };
  const reach = async <T>(work: () => PromiseLike<T>): Promise<T> => {
    step();
    const result = await work();
    step();
    return result;
  };
  const watched = <S extends Sql | TransactionSql>(sql: S): S =>
    new Proxy(sql, {
      apply: (target, self, args) => reach(() => Reflect.apply(target as (...of: unknown[]) => PromiseLike<unknown>, self, args)),
      get: (target, name) => (name === 'begin' ? begin : (Reflect.get(target, name) as unknown)),
    });
  const begin = async (work: (sql: TransactionSql) => Promise<unknown>) => {
    step();
    const result = await db.sql.begin(async (sql) => {
      step();
      const value = await work(watched(sql));
      step();
      return value;
    });
    step();
    return result;
  };
  return { db: { ...db, sql: watched(db.sql) }, died: () => dead, reach };
}
