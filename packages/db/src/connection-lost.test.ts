import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type AddressInfo, connect as connectTo, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { connect, type Database, type Session, transact, type Tx } from './index.ts';

// The driver is patched for the first and the last (docs/adr/0015-patched-driver.md): as published they fail or end the process.
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

it('a session whose connection was cut says so, and what it held is free for another', async () => {
  const [held, other] = [db.openSession(), db.openSession()];
  const lock = async ({ sql }: Pick<Session, 'sql'>) => (await sql<{ got: boolean }[]>`SELECT pg_try_advisory_lock(1) AS got`)[0]!.got;
  expect([await lock(held), await lock(other), held.isLost()]).toEqual([true, false, false]);
  await cut(await sessionOf(held));
  while (!held.isLost()) await pause(1);
  expect([await lock(other), await lock(held)]).toEqual([true, false]);
  await Promise.all([held.close(), other.close()]);
});

it('whoever asks while the database is away is told so, and whoever asks when it is back is answered', async () => {
  const { hostname, port, pathname, username, password } = new URL(server.url);
  const open = (at: number) => new Promise<Server>((resolve) => {
    const door = createServer((near) => near.on('error', () => undefined).pipe(connectTo(Number(port), hostname).on('error', () => near.destroy())).pipe(near)).listen(at, '127.0.0.1', () => resolve(door));
  });
  const first = await open(0);
  const { port: at } = first.address() as AddressInfo;
  const through = connect(`postgres://${username}:${password}@127.0.0.1:${at}${pathname}`, { max: 2 });
  const ask = () => through.sql`SELECT 1`.then(() => 'answered', ({ code }: { code: string }) => code);
  await new Promise((closed) => first.close(closed));
  expect(new Set(await Promise.all(Array.from({ length: 6 }, ask)))).toEqual(new Set(['ECONNREFUSED']));
  const second = await open(at);
  expect(await Promise.all(Array.from({ length: 6 }, ask))).toEqual(Array.from({ length: 6 }, () => 'answered'));
  await through.close();
  await new Promise((closed) => second.close(closed));
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
