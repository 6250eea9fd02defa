import { connect } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { serve, type Served, startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { mountIndicators } from '../../app.ts';
import { openObjects } from '../../objects.ts';
import { importFile } from './import-file.ts';
import { RunningImports } from './running-imports.ts';

let database: TestDatabase;
let served: Served;
let folder: string;
const imports = new RunningImports();
const limits = { bytes: 1_000_000, rows: 100_000 };
const header = 'indicator,org_unit,period,value\n';
const actor = { service: 'indicators', deployment: 'test', onBehalf: 'steward' };

beforeAll(async () => {
  database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  folder = join(database.dataDir, 'objects');
  const app = express();
  const deps = { db: database.db, objects: openObjects(folder), limits, imports, log: { origin: 'test', vkey: '' }, service: 'indicators', deployment: 'test', onFault: console.error };
  mountIndicators(app, { ...deps, authenticate: () => Promise.resolve({ subject: 'steward', name: 'Steward', roles: ['data-steward'], orgUnits: [] }) });
  served = await serve(app);
  async function* whole(text: string) {
    yield await Promise.resolve(Buffer.from(text));
  }
  for (const [kind, text] of [['org-units', 'code,name,level,parent_code\nd1,One,district,\n'], ['indicators', 'code,name,unit,direction\nreading,Reading,percent,higher\n']] as const) {
    await importFile({ ...deps, actor, importId: kind, kind, name: kind, chunks: whole(text) });
  }
}, 60_000);
afterAll(async () => {
  await served.stop();
  await database.stop();
});

const rows = (count: number) => header + Array.from({ length: count }, (_, row) => `reading,d1,p${row},${row}\n`).join('');
/** Sends in chunks, without saying how much will come. */
const inChunks = (text: string) =>
  fetch(`${served.url}/submissions?kind=observations&name=file.csv`, {
    method: 'POST',
    headers: { authorization: 'Bearer x', 'content-type': 'text/csv' },
    body: new ReadableStream({
      start(controller) {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; at += 65_536) controller.enqueue(new Uint8Array(bytes.subarray(at, at + 65_536)));
        controller.close();
      },
    }),
    duplex: 'half',
  });

describe('a file whose length nobody declared', () => {
  it('is refused by the name of the limit once it has passed it, to a sender who only listens when all is sent', async () => {
    const reply = await inChunks(`${header}${'reading,d1,2020,1\n'.repeat(400_000)}`);
    expect([reply.status, await reply.json()]).toMatchObject([413, { code: 'file-too-large', detail: 'The file is larger than the limit of 1000000 bytes. Split it and import the parts.' }]);
  });

  it('is refused before the sender has come to an end that never comes', async () => {
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`POST /submissions?kind=observations&name=x HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n`);
    const body = Buffer.from(`${header}${'reading,d1,2020,1\n'.repeat(60_000)}`);
    socket.write(`${body.length.toString(16)}\r\n`);
    socket.write(body);
    const answer = await new Promise<string>((resolve) => {
      let said = '';
      socket.setEncoding('utf8').on('data', (text: string) => (said += text).includes('limit of 1000000 bytes') && resolve(said));
    });
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is imported when it is within the limit, piece by piece and byte for byte', async () => {
    const text = rows(20_000);
    expect(await (await inChunks(text)).json()).toMatchObject({ status: 'accepted', created: 20_000, size: Buffer.byteLength(text) });
    const [{ sha }] = (await database.db.sql<{ sha: string }[]>`SELECT file_sha256 AS sha FROM submission WHERE rows = 20000`) as unknown as [{ sha: string }];
    expect(Buffer.from((await openObjects(folder).read(sha))!).toString('utf8')).toBe(text);
  });
});

describe('a sender who hangs up in the middle', () => {
  it('leaves nothing: no import that runs, no file, no row', async () => {
    const before = (await readdir(folder)).length;
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`POST /submissions?kind=observations&name=x&importId=gone HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n`);
    socket.write(`${(header.length + 20).toString(16)}\r\n${header}reading,d1,2099,1`);
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise(setImmediate);
    };
    await until(() => imports.list().some(({ importId, bytes }) => importId === 'gone' && bytes > 0));
    socket.destroy();
    await until(() => imports.list().length === 0);
    expect([(await readdir(folder)).length, (await database.db.sql`SELECT 1 FROM observation WHERE period = '2099'`).length]).toEqual([before, 0]);
  });
});
