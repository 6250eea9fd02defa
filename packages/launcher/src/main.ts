import { resolve } from 'node:path';
import { runDemonstration } from '@mizan/demonstration';
import { deployment } from './deployment.ts';
import { type RunningProduct, startProduct } from './start.ts';
import { welcome } from './welcome.ts';

const once = process.argv.includes('--once');
const say = (text: string) => void process.stderr.write(`${text}\n`);

function firstPort(): number {
  const port = Number(process.env['MIZAN_PORT'] ?? 8400);
  if (!Number.isInteger(port) || port < 1024 || port > 65_500) throw new Error(`MIZAN_PORT must be a whole number from 1024 to 65500, not ${process.env['MIZAN_PORT']}.`);
  return port;
}

/** Resolves when somebody asks us to stop; a second request ends us at once. */
function untilTold(stopping: AbortController): Promise<'stopped'> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        stopping.abort(new Error('The start was given up.'));
        done('stopped');
      });
    }
  });
}

/** Starts the product, runs the demonstration cycle, and stays until it is told to stop; with `--once` it ends by itself. */
async function main(): Promise<void> {
  const target = deployment(resolve(process.env['MIZAN_DATA'] ?? '.data'), firstPort(), { kafka: process.argv.includes('--kafka') });
  const stopping = new AbortController();
  const told = untilTold(stopping);
  let product: RunningProduct | undefined;
  try {
    product = await startProduct(target, say, stopping.signal);
    const summary = await Promise.race([told, runDemonstration({ dataDir: target.dataDir, urls: target.urls, progress: say })]);
    if (summary === 'stopped') return;
    process.stdout.write(Object.entries(summary).map(([name, value]) => `${name}: ${value}\n`).join(''));
    if (once) return;
    process.stdout.write(await welcome(target.urls.portal));
    await told;
  } finally {
    if (!once || stopping.signal.aborted) say('Stopping …');
    await product?.stop();
  }
}

process.exitCode = await main().then(
  () => 0,
  (error: unknown) => {
    say((error as Error).message);
    return 1;
  },
);
process.exit();
