import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSecret } from './secret-file.ts';

export const services = ['identity', 'indicators', 'scoring', 'incentives', 'audit', 'portal'] as const;
export type ServiceName = (typeof services)[number];
/** The services that keep state in PostgreSQL. */
export const stateful = ['indicators', 'scoring', 'incentives', 'audit'] as const;

type Port = ServiceName | 'postgres' | 'kafka' | 'kafkaController';
const offsets: Record<Port, number> = { portal: 0, indicators: 1, scoring: 2, incentives: 3, audit: 4, identity: 5, kafka: 7, kafkaController: 8, postgres: 9 };

export interface Deployment {
  readonly dataDir: string;
  readonly ports: Record<Port, number>;
  readonly urls: Record<ServiceName, string>;
  readonly secretFile: (client: string) => string;
  /** Whether events move over a broker of our own rather than by the feed. */
  readonly kafka: boolean;
  /** Where everybody sees the broker, when that is not its own port. */
  readonly kafkaSeenAt: number | undefined;
}

/** Where everything of this deployment lives. @param firstPort - the portal's; the others follow */
export function deployment(dataDir: string, firstPort: number, { kafka = false, kafkaSeenAt }: { kafka?: boolean; kafkaSeenAt?: number } = {}): Deployment {
  const ports = Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, firstPort + offset])) as Deployment['ports'];
  const urls = Object.fromEntries(services.map((name) => [name, `http://127.0.0.1:${ports[name]}`])) as Deployment['urls'];
  return { dataDir, ports, urls, kafka, kafkaSeenAt, secretFile: (client) => join(dataDir, 'secrets', `${client.replace(':', '-')}.secret`) };
}

/** Makes the folders and, on first start, one secret per client (mode 0400). */
export async function prepareFiles(target: Deployment): Promise<void> {
  const { dataDir, urls, secretFile } = target;
  for (const folder of ['', 'secrets', 'run', 'logs', 'keys', 'guard', 'objects']) await mkdir(join(dataDir, folder), { recursive: true, mode: 0o700 });
  for (const client of ['portal', 'demonstration', ...stateful.map((name) => `service:${name}`)]) await makeSecret(secretFile(client));
  await writeFile(join(dataDir, 'run', 'endpoints.json'), JSON.stringify({ urls, demonstrationSecretFile: secretFile('demonstration'), ...(target.kafka ? { brokers: brokersOf(target) } : {}) }), { mode: 0o600 });
}

/** The broker's address, for those who connect to it. */
export const brokersOf = ({ ports, kafkaSeenAt = ports.kafka }: Deployment) => `127.0.0.1:${kafkaSeenAt}`;

const clientOf = (name: ServiceName) => (name === 'portal' ? 'portal' : `service:${name}`);

/** What a service reads once from its environment. */
export function environmentOf(name: ServiceName, target: Deployment, database: { url: string; ownerUrl: string } | undefined, people: string): Record<string, string> {
  const { dataDir, ports, urls, kafka, secretFile } = target;
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    ...Object.fromEntries(Object.entries(process.env).filter(([variable]) => variable.startsWith('OTEL_EXPORTER_OTLP_'))),
    ...(process.env['NODE_OPTIONS'] ? { NODE_OPTIONS: process.env['NODE_OPTIONS'] } : {}),
    MIZAN_SERVICE_PORT: String(ports[name]),
    MIZAN_DATA: dataDir,
    MIZAN_DEPLOYMENT: 'mizan.local',
    MIZAN_ISSUER: urls.identity,
    MIZAN_CLIENT_SECRET_FILE: secretFile(clientOf(name)),
    ...Object.fromEntries(services.map((service) => [`MIZAN_URL_${service.toUpperCase()}`, urls[service]])),
    ...(database ? { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl } : {}),
    ...(kafka ? { KAFKA_BROKERS: brokersOf(target) } : {}),
    ...(name === 'identity' ? { MIZAN_PEOPLE: people, MIZAN_DEMONSTRATION_SECRET_FILE: secretFile('demonstration') } : {}),
  };
}
