import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { deployment } from '@mizan/launcher/deployment.ts';
import { startProduct } from '@mizan/launcher/start.ts';
import { whyNoBroker } from '@mizan/testkit';
import { readTheBooks } from './books.ts';
import { runDemonstration } from './run.ts';
import { signIn } from './sign-in.ts';

const missing = await whyNoBroker();
const firstPort = 27_000 + 20 * (process.pid % 200);
const quiet = () => undefined;

/** The demonstration from nothing, and what stands in the books after it. */
async function demonstrate(firstPort: number, kafka: boolean) {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-books-'));
  const target = deployment(dataDir, firstPort, { kafka });
  const product = await startProduct(target, quiet);
  try {
    const summary = await runDemonstration({ dataDir, urls: target.urls, progress: quiet });
    return { summary, books: await readTheBooks({ urls: target.urls, token: () => signIn('auditor', target.urls.identity, dataDir) }) };
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const claim = missing ? it.skip : it;
claim(`nobody can tell from the books whether the events came by Kafka or by the feed${missing ? `, which was not tried: ${missing}` : ''}`, async () => {
  const feed = await demonstrate(firstPort, false);
  const kafka = await demonstrate(firstPort + 10, true);
  expect(kafka.summary).toEqual(feed.summary);
  expect(Object.keys(kafka.books).length).toBeGreaterThan(300);
  expect(kafka.books).toEqual(feed.books);
}, 300_000);
