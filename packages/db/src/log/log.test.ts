import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { z } from 'zod';
import { defineEvent } from '@mizan/contracts';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { generateKey, leafHash, openCheckpoint, parseCanonicalBytes, rootOf, sameBytes } from '@mizan/verifiable-log';
import { logSize, readCheckpointNotes, readEntries, record, startCheckpointer, transact, type Tx } from '../index.ts';

const counted = defineEvent({ type: 'test.number.counted.v1', summary: 'A number was counted.', key: ({ subject }) => subject, data: z.strictObject({ subject: z.string(), n: z.number().int() }) });
const actor = { service: 'scoring', deployment: 'test' };
const origin = 'test/audit/scoring';

let database: TestDatabase;
beforeAll(async () => {
  const noMigrations = await mkdtemp(join(tmpdir(), 'mizan-none-'));
  database = await startTestDatabase('scoring', noMigrations);
});
afterAll(() => database.stop());

const count = (tx: Tx, subject: string, n: number) => record(tx, counted, { subject, data: { subject, n } });

describe('the log of a service', () => {
  it('numbers leaves without a gap under eight writers of which every tenth gives up, and each subject without a gap', async () => {
    const before = await logSize(database.db);
    const write = (writer: number, n: number) =>
      transact(database.db, actor, (tx) => {
        count(tx, `writer-${writer}`, n);
        if (n % 10 === 9) throw new Error('given up');
        return Promise.resolve();
      }).catch((error: Error) => expect(error.message).toBe('given up'));
    await Promise.all(Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 40; n += 1) await write(writer, n);
    }));
    const entries = await readEntries(database.db, before, 1000);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, position) => before + position));
    expect(entries).toHaveLength(8 * 36);
    const events = entries.map(({ leaf }) => JSON.parse(leaf) as { subject: string; subjectseq: string });
    for (let writer = 0; writer < 8; writer += 1) {
      const own = events.filter(({ subject }) => subject === `writer-${writer}`);
      expect(own.map(({ subjectseq }) => Number(subjectseq))).toEqual(own.map((_, position) => position + 1));
    }
  });

  it('leaves nothing behind when the transaction fails, neither leaf nor number', async () => {
    const before = await logSize(database.db);
    await expect(transact(database.db, actor, (tx) => {
      count(tx, 'lost', 1);
      return tx.sql`SELECT 1 / 0`;
    })).rejects.toThrow('division by zero');
    expect(await logSize(database.db)).toBe(before);
  });

  it('holds exactly the canonical bytes of an event in the agreed envelope', async () => {
    const from = await logSize(database.db);
    await transact(database.db, { ...actor, onBehalf: 'demo-001' }, (tx) => Promise.resolve(count(tx, 'alone', 7)));
    const [entry] = await readEntries(database.db, from, 1);
    expect(parseCanonicalBytes(new TextEncoder().encode(entry!.leaf))).toMatchObject({ specversion: '1.0', source: origin, type: counted.type, subject: 'alone', subjectseq: '1', partitionkey: 'alone', actor: 'svc:scoring', onbehalf: 'user:demo-001', data: { subject: 'alone', n: 7 } });
  });

  it('refuses an event whose data are not what the event declares', async () => {
    await expect(transact(database.db, actor, (tx) => Promise.resolve(record(tx, counted, { subject: 'bad', data: { subject: 'bad', n: 1.5 } })))).rejects.toThrow();
  });

  it.each(['UPDATE audit_entry SET type = type', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])('cannot be changed by the service itself: %s', async (statement) => {
    const sql = postgres(database.url, { max: 1 });
    await expect(sql.unsafe(statement)).rejects.toThrow(/permission denied/);
    await sql.end();
  });

  it('cannot be changed by its owner either without removing the guard first', async () => {
    const sql = postgres(database.ownerUrl, { max: 1, connection: { search_path: 'scoring' } });
    await expect(sql.unsafe('DELETE FROM audit_entry')).rejects.toThrow(/append-only/);
    await sql.end();
  });
});

describe('checkpoints', () => {
  it('are signed over the root of the leaves, and a log set back to fewer leaves is not signed again', async () => {
    const key = generateKey(origin);
    const faults: Error[] = [];
    const guardFile = join(database.dataDir, 'guard', 'scoring.json');
    const checkpointer = startCheckpointer({ db: database.db, origin, key, guardFile, onFault: (error) => faults.push(error) });
    await transact(database.db, actor, (tx) => Promise.resolve(count(tx, 'sealed', 1)));
    await checkpointer.sign();
    await checkpointer.stop();
    const last = (await readCheckpointNotes(database.db)).at(-1)!;
    const entries = await readEntries(database.db, 0, 1000);
    const checkpoint = openCheckpoint(last.note, [key.vkey]);
    expect(checkpoint.size).toBe(entries.length);
    expect(sameBytes(checkpoint.root, rootOf(entries.map(({ leaf }) => leafHash(new TextEncoder().encode(leaf)))))).toBe(true);

    const superuser = postgres(database.superuserUrl, { max: 1, connection: { search_path: 'scoring' } });
    await superuser.unsafe(`SET session_replication_role = replica; DELETE FROM audit_entry WHERE idx = ${entries.length - 1}; UPDATE audit_head SET size = size - 1`);
    await superuser.end();
    const again = startCheckpointer({ db: database.db, origin, key, guardFile, onFault: (error) => faults.push(error) });
    await again.sign();
    await again.stop();
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining('not a continuation')]);
  });
});
