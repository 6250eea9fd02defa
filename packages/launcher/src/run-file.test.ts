import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { markOf, type ProcessMark } from './process-mark.ts';
import { takeFolder } from './run-file.ts';

let dataDir: string;
let program: ChildProcess;
let mark: ProcessMark;
const address = 'http://127.0.0.1:8400';
const gone = { pid: 2 ** 22 + 1, startedAt: '1', command: 'gone' };

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mizan-run-'));
  await mkdir(join(dataDir, 'run'));
  program = spawn('sleep', ['60']);
  mark = (await markOf(program.pid!, 'sleep'))!;
});
afterEach(async () => {
  program.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

const leave = (launcher: ProcessMark, child: ProcessMark) => writeFile(join(dataDir, 'run', 'processes.json'), JSON.stringify({ address, launcher, children: { child } }));

it('ends what a killed launcher left running', async () => {
  await leave(gone, mark);
  await takeFolder(dataDir, address);
  expect(program.signalCode).toBe('SIGINT');
});

it.each([
  ['started at another moment', { startedAt: '1' }],
  ['is another program', { command: 'services/indicators/src/main.ts' }],
])('spares a process that has the number of ours but %s', async (_how, difference) => {
  await leave(gone, { ...mark, ...difference });
  await takeFolder(dataDir, address);
  expect(program.signalCode).toBeNull();
  expect(program.exitCode).toBeNull();
});

it('refuses a folder on which another launcher is alive, says where, and spares its services', async () => {
  await leave(mark, mark);
  await expect(takeFolder(dataDir, 'http://127.0.0.1:9400')).rejects.toThrow(`Mizan already runs on ${dataDir} (process ${mark.pid}): ${address}`);
  expect(program.signalCode).toBeNull();
});

it('is free for the next start once it is forgotten', async () => {
  const first = await takeFolder(dataDir, address);
  await first.remember('program', program.pid!, 'sleep');
  await expect(takeFolder(dataDir, address)).rejects.toThrow('already runs');
  await first.forget();
  expect(existsSync(join(dataDir, 'run', 'processes.json'))).toBe(false);
  await expect(takeFolder(dataDir, address)).resolves.toBeDefined();
});
