import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { connect, type Database, transact, type Tx } from './index.ts';

// The driver is patched for these (docs/dependencies.md): as published, each of them fails or ends the process.
const actor = { service: 'scoring', deployment: 'test' };
let server: TestDatabase;
let superuser: Sql;
let db: Database;

beforeAll(async () => {
  server = await startTestDatabase('scoring');
  superuser = postgres(server.superuserUrl, { max: 1 });
  await superuser.unsafe('CREATE TABLE scoring.line (text text); GRANT ALL ON scoring.line TO scoring');
  db = connect(server.url, { max: 1 });
});
beforeEach(() => superuser`DELETE FROM scoring.line`);
afterAll(async () => {
  await db.close();
  await superuser.end();
  await server.stop();
});

type Asking = Pick<Tx, 'sql'> | Pick<Database, 'sql'>;
const sessionOf = async ({ sql }: Asking) => (await (sql as Sql)<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]!.pid;
/** Ends a session of the service and waits until the server has none of it. */
async function cut(pid: number) {
  await superuser`SELECT pg_terminate_backend(${pid})`;
  while ((await superuser`SELECT 1 FROM pg_stat_activity WHERE pid = ${pid}`).length > 0) await pause(5);
}
const lines = async () => (await superuser<{ text: string }[]>`SELECT text FROM scoring.line`).map(({ text }) => text);

it('a transaction that lost its connection writes nothing into the one that has taken it over, and neither commits it nor takes it back', async () => {
  const [cutOff, taken, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let late: Promise<unknown> = Promise.resolve();
  const first = transact(db, actor, async (tx) => {
    await cut(await sessionOf(tx));
    cutOff.resolve();
    await taken.promise;
    await (late = tx.sql`INSERT INTO line VALUES ('of the first')`.execute());
  });
  await cutOff.promise;
  await expect(first).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  const second = transact(db, actor, async (tx) => {
    await tx.sql`INSERT INTO line VALUES ('of the second')`;
    taken.resolve();
    await goOn.promise;
    throw new Error('given up');
  });
  await taken.promise;
  await pause(0);
  await expect(late).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  goOn.resolve();
  await expect(second).rejects.toThrow('given up');
  expect(await lines()).toEqual([]);
});

it('a held connection that is lost says so at every statement, ends nobody, and is not handed out again', async () => {
  const held = await db.sql.reserve();
  await cut(await sessionOf({ sql: held }));
  for (let n = 0; n < 3; n += 1) await expect(held`SELECT 1`).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION_CLOSED|57P01|ECONNRESET|EPIPE/) });
  held.release();
  await transact(db, actor, (tx) => tx.sql`INSERT INTO line VALUES ('afterwards')`);
  expect(await lines()).toEqual(['afterwards']);
});

it('every transaction of a burst in which all connections are cut again and again is either whole or not there', async () => {
  const wide = connect(server.url, { max: 4 });
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, n) => transact(wide, actor, async (tx) => {
    await tx.sql`INSERT INTO line VALUES (${`${n} a`})`;
    if (n % 40 === 20) await superuser`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'scoring'`;
    await tx.sql`INSERT INTO line VALUES (${`${n} b`})`;
  }).then(() => n, () => undefined)));
  await wide.close();
  const there = Map.groupBy(await lines(), (line) => Number(line.split(' ')[0]));
  const done = outcomes.filter((n) => n !== undefined);
  expect([...there.values()].filter(({ length }) => length !== 2)).toEqual([]);
  expect(done.filter((n) => !there.has(n))).toEqual([]);
  expect(done.length).toBeGreaterThan(100);
  expect(done.length).toBeLessThan(200);
});
