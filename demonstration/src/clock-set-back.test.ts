import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { listDeadLetters, readCheckpoints, readIntegrity, readLogEntries } from '@mizan/contracts';
import { call } from '@mizan/http';
import { deployment } from '@mizan/launcher/deployment.ts';
import { startProduct } from '@mizan/launcher/start.ts';
import { whyNoBroker } from '@mizan/testkit';
import { runDemonstration } from './run.ts';
import { signIn } from './sign-in.ts';

const firstPort = 22_000 + 10 * (process.pid % 190);
const quiet = () => undefined;
const kafka = (await whyNoBroker()) === undefined;

/** The demonstration, while the clock of the scoring service goes back a day as soon as everything runs. */
async function whileTheClockGoesBack<T>(look: (target: ReturnType<typeof deployment>, summary: Record<string, string>, token: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-clock-'));
  const target = deployment(dataDir, firstPort, { kafka });
  process.env['NODE_OPTIONS'] = `--import ${fileURLToPath(new URL('./yesterday.fixture.mjs', import.meta.url))}`;
  const product = await startProduct(target, quiet).finally(() => delete process.env['NODE_OPTIONS']);
  try {
    await writeFile(join(dataDir, 'yesterday'), '');
    const summary = await runDemonstration({ dataDir, urls: target.urls, progress: quiet });
    return await look(target, summary, await signIn('auditor', target.urls.identity, dataDir));
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

it('loses, doubles and parks nothing when the clock of one service is set back a day while it runs', async () => {
  await whileTheClockGoesBack(async ({ urls }, summary, token) => {
    expect(summary).toMatchObject({ scored: '133', 'not scorable': '28', allocated: '4000000', authorised: expect.stringMatching(/^[1-9]/) });
    const { entries } = await call(readLogEntries, { baseUrl: urls.scoring, token, query: { from: 0, limit: 500 } });
    const times = entries.map(({ leaf }) => Date.parse((JSON.parse(leaf) as { time: string }).time));
    // It was set back indeed, and the log kept its own order.
    expect(Date.now() - times.at(-1)!).toBeGreaterThan(86_000_000);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_entry, place) => place));
    const { checkpoints } = await call(readCheckpoints, { baseUrl: urls.scoring, token });
    expect(checkpoints.map(({ size }) => size)).toEqual(checkpoints.map(({ size }) => size).sort((a, b) => a - b));
    expect(checkpoints.at(-1)?.size).toBeGreaterThan(150);
    expect(await call(readIntegrity, { baseUrl: urls.audit, token })).toMatchObject({ intact: true, findings: [] });
    for (const service of ['scoring', 'incentives'] as const) expect([service, (await call(listDeadLetters, { baseUrl: urls[service], token, query: { limit: 100 } })).letters]).toEqual([service, []]);
  });
}, 300_000);
