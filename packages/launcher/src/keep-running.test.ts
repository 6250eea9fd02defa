import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { follow, type Running } from './child.ts';
import { keepRunning } from './keep-running.ts';

const run = (script: string): Running => follow(spawn('sh', ['-c', script]), 'SIGTERM', 1000);

it('starts a program again that was killed', async () => {
  const started: Running[] = [];
  const said: string[] = [];
  const start = () => Promise.resolve((started.push(run('exec sleep 60')), started.at(-1)!));
  const kept = await keepRunning({ name: 'scoring', start, say: (text) => said.push(text), firstPause: 10 });
  process.kill(started[0]!.pid!, 'SIGKILL');
  while (started.length < 2) await pause(10);
  await kept.stop();
  expect(said).toEqual(['scoring ended (SIGKILL); it starts again in 0.01 s.']);
  expect(await started[1]!.ended).toBe('SIGTERM');
});

it('waits twice as long after every failure, also of a start that throws', async () => {
  const said: string[] = [];
  let starts = 0;
  const start = () => (++starts === 3 ? Promise.reject(new Error('no start')) : Promise.resolve(run('exit 7')));
  const kept = await keepRunning({ name: 'scoring', start, say: (text) => said.push(text), firstPause: 10 });
  while (said.length < 4) await pause(10);
  await kept.stop();
  expect(said.map((text) => /\((.*)\).* (\S+) s\.$/.exec(text)?.slice(1))).toEqual([
    ['exit code 7', '0.01'],
    ['exit code 7', '0.02'],
    ['no start', '0.04'],
    ['exit code 7', '0.08'],
  ]);
});

it('starts nothing any more once it was told to stop', async () => {
  let starts = 0;
  const kept = await keepRunning({ name: 'scoring', start: () => (starts++, Promise.resolve(run('exit 0'))), say: () => undefined, firstPause: 50 });
  await pause(20);
  await kept.stop();
  await pause(100);
  expect(starts).toBe(1);
});

it('says why a program could not be started at all', async () => {
  expect(await follow(spawn('/no/such/program'), 'SIGTERM', 1000).ended).toContain('ENOENT');
});
