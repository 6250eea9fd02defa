import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServiceName } from '@mizan/contracts';
import { exit, Failure } from './failure.ts';

const names = ['portal', 'identity', 'indicators', 'scoring', 'incentives', 'audit'] as const;

/** Where the services of the product answer. */
export interface Endpoints {
  readonly urls: Record<ServiceName | 'identity' | 'portal', string>;
  readonly demonstrationSecretFile?: string | undefined;
  readonly brokers?: string | undefined;
}

/**
 * What the environment says (`MIZAN_URL_SCORING` and its like, `MIZAN_DEMONSTRATION_SECRET_FILE`), and of a product that
 * runs on this machine what it wrote into its data folder. The environment goes first.
 * @throws Failure when neither says anything, or an address is no address
 */
export async function endpoints(env: NodeJS.ProcessEnv = process.env): Promise<Endpoints> {
  const urls = Object.fromEntries(names.flatMap((name) => addressOf(env, name)));
  const here = await readFile(join(env['MIZAN_DATA'] ?? '.data', 'run', 'endpoints.json'), 'utf8').then((text) => JSON.parse(text) as Endpoints, () => undefined);
  if (!here && Object.keys(urls).length === 0) {
    throw new Failure(exit.unreachable, 'Mizan is not running here. Start it with: npm start (or set MIZAN_DATA to its data folder, or MIZAN_URL_SCORING and its like to where the services answer).');
  }
  return { ...here, demonstrationSecretFile: env['MIZAN_DEMONSTRATION_SECRET_FILE'] ?? here?.demonstrationSecretFile, urls: { ...(here?.urls as Endpoints['urls']), ...urls } };
}

function addressOf(env: NodeJS.ProcessEnv, name: (typeof names)[number]): [string, string][] {
  const setting = `MIZAN_URL_${name.toUpperCase()}`;
  const url = env[setting];
  if (url === undefined) return [];
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw new Failure(exit.usage, `${setting} is ${url}, which is no address. Write it as http://host:port.`);
  return [[name, url]];
}
