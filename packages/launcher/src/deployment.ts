import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSecret } from './secret-file.ts';

export const services = ['identity', 'indicators', 'scoring', 'incentives', 'audit', 'portal'] as const;
export type ServiceName = (typeof services)[number];
/** The services that keep state in PostgreSQL. */
export const stateful = ['indicators', 'scoring', 'incentives', 'audit'] as const;

const offsets: Record<ServiceName | 'postgres', number> = { portal: 0, indicators: 1, scoring: 2, incentives: 3, audit: 4, identity: 5, postgres: 9 };

export interface Deployment {
  readonly dataDir: string;
  readonly ports: Record<ServiceName | 'postgres', number>;
  readonly urls: Record<ServiceName, string>;
  readonly secretFile: (client: string) => string;
}

/** Where everything of this deployment lives. @param firstPort - the portal's; the others follow */
export function deployment(dataDir: string, firstPort: number): Deployment {
  const ports = Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, firstPort + offset])) as Deployment['ports'];
  const urls = Object.fromEntries(services.map((name) => [name, `http://127.0.0.1:${ports[name]}`])) as Deployment['urls'];
  return { dataDir, ports, urls, secretFile: (client) => join(dataDir, 'secrets', `${client.replace(':', '-')}.secret`) };
}

/** Makes the folders and, on first start, one secret per client (mode 0400). */
export async function prepareFiles({ dataDir, urls, secretFile }: Deployment): Promise<void> {
  for (const folder of ['', 'secrets', 'run', 'logs', 'keys', 'guard', 'objects']) await mkdir(join(dataDir, folder), { recursive: true, mode: 0o700 });
  for (const client of ['portal', 'demonstration', ...stateful.map((name) => `service:${name}`)]) await makeSecret(secretFile(client));
  await writeFile(join(dataDir, 'run', 'endpoints.json'), JSON.stringify({ urls, demonstrationSecretFile: secretFile('demonstration') }), { mode: 0o600 });
}

const clientOf = (name: ServiceName) => (name === 'portal' ? 'portal' : `service:${name}`);

/** What a service reads once from its environment. */
export function environmentOf(name: ServiceName, { dataDir, ports, urls, secretFile }: Deployment, database: { url: string; ownerUrl: string } | undefined, people: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    MIZAN_SERVICE_PORT: String(ports[name]),
    MIZAN_DATA: dataDir,
    MIZAN_DEPLOYMENT: 'mizan.local',
    MIZAN_ISSUER: urls.identity,
    MIZAN_CLIENT_ID: clientOf(name),
    MIZAN_CLIENT_SECRET_FILE: secretFile(clientOf(name)),
    ...Object.fromEntries(services.map((service) => [`MIZAN_URL_${service.toUpperCase()}`, urls[service]])),
    ...(database ? { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl } : {}),
    ...(name === 'identity' ? { MIZAN_PEOPLE: people, MIZAN_DEMONSTRATION_SECRET_FILE: secretFile('demonstration') } : {}),
  };
}
