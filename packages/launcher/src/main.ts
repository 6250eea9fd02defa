import { resolve } from 'node:path';
import { runDemonstration } from '@mizan/demonstration';
import { deployment } from './deployment.ts';
import { type RunningProduct, startProduct } from './start.ts';

const once = process.argv.includes('--once');
const say = (text: string) => void process.stderr.write(`${text}\n`);
const firstPort = Number(process.env['MIZAN_PORT'] ?? 8400);

/** Starts the product, runs the demonstration cycle, and stays until it is told to stop; with `--once` it ends by itself. */
async function main(): Promise<number> {
  if (!Number.isInteger(firstPort) || firstPort < 1024 || firstPort > 65_500) throw new Error(`MIZAN_PORT must be a whole number from 1024 to 65500, not ${process.env['MIZAN_PORT']}.`);
  const target = deployment(resolve(process.env['MIZAN_DATA'] ?? '.data'), firstPort);
  let product: RunningProduct | undefined;
  const stopped = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
  const work = async () => {
    product = await startProduct(target, say);
    const summary = await runDemonstration({ dataDir: target.dataDir, urls: target.urls, progress: say });
    const lines = Object.entries(summary).map(([name, value]) => `${name}: ${value}`);
    process.stdout.write(`${lines.join('\n')}\n`);
    if (!once) process.stdout.write(welcome(target.urls.portal));
  };
  const outcome = await Promise.race([work().then(() => 'ready' as const), stopped.then(() => 'stopped' as const)]).catch((error: unknown) => error as Error);
  if (outcome === 'ready' && !once) await stopped;
  if (!once || outcome === 'stopped') say('Stopping …');
  await product?.stop();
  if (outcome instanceof Error) say(outcome.message);
  return outcome instanceof Error ? 1 : 0;
}

const welcome = (address: string) => `
Mizan is ready: ${address}

Open it and choose one of the invented people: a district manager sees her score, the incentive officer,
finance officer and finance authoriser carry cases through, the auditor traces an amount to its raw line.
On the command line: npm run --silent mizan -- case list --cycle 2023
Ctrl-C stops all of it.
`;

process.exitCode = await main().catch((error: unknown) => {
  say((error as Error).message);
  return 1;
});
process.exit();
