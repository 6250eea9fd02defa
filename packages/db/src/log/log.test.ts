import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
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
  database = await startTestDatabase('scoring');
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

  it('is read at once while its writers wait for each other', async () => {
    let written = 0;
    const writing = Array.from({ length: 600 }, (_, n) => transact(database.db, actor, (tx) => Promise.resolve(count(tx, `queued-${n % 40}`, n))).then(() => (written += 1)));
    await readEntries(database.db, 0, 500);
    expect(written).toBeLessThan(300);
    await Promise.all(writing);
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
    expect(parseCanonicalBytes(new TextEncoder().encode(entry!.leaf))).toMatchObject({ specversion: '1.0', source: origin, type: counted.type, subject: 'alone', subjectseq: '1', partitionkey: 'alone', actor: expect.stringMatching(/^svc:scoring@\d+\.\d+\.\d+$/), onbehalf: 'user:demo-001', data: { subject: 'alone', n: 7 } });
  });

  it('stamps leaves by the clock it was given', async () => {
    const from = await logSize(database.db);
    const then = Date.UTC(2031, 0, 2, 3, 4, 5, 6);
    await transact({ ...database.db, now: () => then }, actor, (tx) => Promise.resolve(count(tx, 'later', 1)));
    const [entry] = await readEntries(database.db, from, 1);
    expect(JSON.parse(entry!.leaf)).toMatchObject({ time: '2031-01-02T03:04:05.006Z', id: expect.stringMatching(/^01c03845-c48e-7/) });
  });

  it('numbers one subject without a gap when four writers want its next number at once', async () => {
    const from = await logSize(database.db);
    const wave = () => Promise.all(Array.from({ length: 4 }, (_, n) => transact(database.db, actor, (tx) => Promise.resolve(count(tx, 'wanted', n)))));
    for (let n = 0; n < 4; n += 1) await wave();
    const numbers = (await readEntries(database.db, from, 100)).map(({ leaf }) => Number((JSON.parse(leaf) as { subjectseq: string }).subjectseq));
    expect(numbers).toEqual(Array.from({ length: 16 }, (_, position) => position + 1));
  });

  it('runs a transaction again that lost a serialisation race, also through drizzle', async () => {
    let runs = 0;
    await transact(database.db, actor, async (tx) => {
      runs += 1;
      if (runs === 1) await tx.orm.execute(`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$`);
    });
    expect(runs).toBe(2);
  });

  it('says of a leaf that is too large how large it is and what to do', async () => {
    const wide = defineEvent({ ...counted, data: z.strictObject({ subject: z.string(), n: z.number(), text: z.string() }) });
    const write = transact(database.db, actor, (tx) => Promise.resolve(record(tx, wide, { subject: 'wide', data: { subject: 'wide', n: 1, text: 'x'.repeat(66_000) } })));
    await expect(write).rejects.toThrow(/a leaf at most 65535; store the large part as an object/);
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
  const key = generateKey(origin);
  let faults: string[];
  const guardFile = () => join(database.dataDir, 'guard', 'scoring.json');
  const signWith = async (signer = key) => {
    faults = [];
    const checkpointer = startCheckpointer({ db: database.db, origin, key: signer, guardFile: guardFile(), onFault: ({ message }) => faults.push(message) });
    await checkpointer.sign();
    await checkpointer.sign();
    await checkpointer.stop();
    return checkpointer.refusal();
  };
  const notes = async () => (await readCheckpointNotes(database.db)).map(({ note }) => note);
  const tamper = async (statements: string) => {
    const superuser = postgres(database.superuserUrl, { max: 1, connection: { search_path: 'scoring' } });
    await superuser.unsafe(`SET session_replication_role = replica; ${statements}`);
    await superuser.end();
  };
  const write = (n: number) => transact(database.db, actor, (tx) => Promise.resolve(count(tx, 'sealed', n)));

  it('are signed over the root of all leaves', async () => {
    await write(1);
    expect(await signWith()).toBeUndefined();
    const entries = await readEntries(database.db, 0, 1000);
    const { size, root } = openCheckpoint((await notes()).at(-1)!, [key.vkey]);
    expect(size).toBe(entries.length);
    expect(sameBytes(root, rootOf(entries.map(({ leaf }) => leafHash(new TextEncoder().encode(leaf)))))).toBe(true);
  });

  it('are the same when two instances sign the same log at once', async () => {
    await write(2);
    const before = (await notes()).length;
    await Promise.all([signWith(), signWith()]);
    expect([faults, (await notes()).length]).toEqual([[], before + 1]);
  });

  it('are not signed by another key than before, and the reason is said once', async () => {
    expect((await signWith(generateKey(origin)))?.message).toMatch(/not signed by the key at hand.*key file back/);
    expect(faults).toHaveLength(1);
  });

  it('are not signed over a leaf that was changed after it was signed, even when the guard file is lost', async () => {
    await rm(guardFile());
    const [entry] = await readEntries(database.db, 0, 1);
    await tamper(`UPDATE audit_entry SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'writer', 'WRITER'), 'UTF8') WHERE idx = 0`);
    expect((await signWith())?.message).toMatch(/not a continuation/);
    await tamper(`UPDATE audit_entry SET leaf = decode('${Buffer.from(entry!.leaf).toString('hex')}', 'hex') WHERE idx = 0`);
    await write(3);
    expect(await signWith()).toBeUndefined();
  });

  it('are not signed again when the database is set back to fewer leaves, notes included', async () => {
    const size = await logSize(database.db);
    await tamper(`DELETE FROM audit_entry WHERE idx = ${size - 1}; DELETE FROM audit_checkpoint WHERE size = ${size}; UPDATE audit_head SET size = size - 1`);
    const before = await notes();
    expect((await signWith())?.message).toMatch(new RegExp(`not a continuation of the checkpoint of ${size} leaves`));
    expect(await notes()).toEqual(before);
  });

  it('are not signed over a log with a hole', async () => {
    await rm(guardFile());
    await tamper('DELETE FROM audit_entry WHERE idx = 2');
    expect((await signWith())?.message).toMatch(/not a continuation of the checkpoint of 3 leaves/);
  });
});
