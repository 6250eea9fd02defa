import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { amendCycle, freezeCycle, importFile, listScores, openCycle, readRunProgress, runScores } from '@mizan/contracts';
import { type Office } from './office.ts';
import { retryWhile } from './retry.ts';

export type Row = Readonly<Record<string, string>>;
/** A CSV text without quotes as rows by column. */
export function rowsOf(text: string): Row[] {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at] ?? '', cell])));
}
export const csvOf = (columns: readonly string[], rows: readonly Row[]) => [columns.join(','), ...rows.map((row) => columns.map((column) => row[column] ?? '').join(','))].map((line) => `${line}\n`).join('');

let keys = 0;
const idempotencyKey = () => `at the desk ${(keys += 1)}`;

/** What officers do with a scheme from its files to its scores. */
export function atTheDesk(office: Office) {
  const send = (kind: string, text: string) => office.ask('data-steward', importFile, { query: { kind, name: `${kind}.csv` }, raw: Buffer.from(text) });
  const open = (cycle: unknown) => office.ask('policy-officer', openCycle, { body: cycle, idempotencyKey: idempotencyKey() });
  const amend = (cycleId: string, body: unknown) => office.ask('policy-officer', amendCycle, { params: { cycleId }, body, idempotencyKey: idempotencyKey() });
  const freeze = (cycleId: string, methodologySha256: string, reason?: string) => office.ask('policy-officer', freezeCycle, { params: { cycleId }, body: { methodologySha256, ...(reason === undefined ? {} : { reason }) }, idempotencyKey: idempotencyKey() });
  async function run(cycleId: string, methodologySha256: string, snapshotId: string, reason?: string) {
    const { runId } = await retryWhile(['snapshot-not-found'], () => office.ask('policy-officer', runScores, { body: { cycleId, methodologySha256, snapshotId, ...(reason === undefined ? {} : { reason }) }, idempotencyKey: idempotencyKey() }));
    while ((await answered(() => office.ask('policy-officer', readRunProgress, { params: { runId } }))).state === 'running') await pause(100);
    return (await answered(() => office.ask('auditor', listScores, { query: { cycleId, limit: 1000 } }))).scores;
  }
  return { send, open, amend, freeze, run };
}

/** A service that is busy scoring may close a connection that it kept open for longer than it promised; reading again does no harm. */
async function answered<T>(read: () => Promise<T>): Promise<T> {
  return read().catch((error: unknown) => {
    if (error instanceof TypeError) return read();
    throw error;
  });
}

/** Runs the command line on the product whose data are in a folder. */
export function mizan(dataDir: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['packages/cli/src/main.ts', ...args], { env: { PATH: process.env['PATH'], MIZAN_DATA: dataDir } });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}
