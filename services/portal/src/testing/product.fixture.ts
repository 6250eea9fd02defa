import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemonstration } from '@mizan/demonstration';
import { signIn } from '@mizan/demonstration/sign-in.ts';
import { type Deployment, deployment } from '@mizan/launcher/deployment.ts';
import { startProduct } from '@mizan/launcher/start.ts';

/** The browser of this machine, where there is one. */
export const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

export interface Product {
  readonly urls: Deployment['urls'];
  /** A bearer token of a demonstration person, for what the pages do not show. */
  token(person: string): Promise<string>;
  /** Of the database, for a test that takes something away from a service. */
  readonly superuserUrl: string;
  stop(): Promise<void>;
}

/** The whole product with its demonstration, as `npm start` gives it. @param firstPort - the portal's */
export async function openProduct(firstPort: number): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-portal-'));
  const target = deployment(dataDir, firstPort);
  const running = await startProduct(target, () => undefined);
  await runDemonstration({ dataDir, urls: target.urls, progress: () => undefined });
  return {
    urls: target.urls,
    superuserUrl: `postgres://postgres@127.0.0.1:${target.ports.postgres}/mizan`,
    token: (person) => signIn(person, target.urls.identity, dataDir),
    async stop() {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
