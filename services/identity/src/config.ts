import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const Environment = z.object({
  MIZAN_HOST: z.string().min(1).default('127.0.0.1'),
  MIZAN_SERVICE_PORT: z.coerce.number().int().min(1).max(65535),
  MIZAN_DATA: z.string().min(1),
  MIZAN_ISSUER: z.url(),
  MIZAN_URL_PORTAL: z.url(),
  MIZAN_PEOPLE: z.string().min(1),
  MIZAN_DEMONSTRATION_SECRET_FILE: z.string().min(1),
});
const People = z.array(z.object({ sub: z.string(), name: z.string(), roles: z.array(z.string()), orgUnits: z.array(z.string()) }));
export type Person = z.infer<typeof People>[number];

/** The clients of this deployment; each has a secret of its own, made on first start. */
export const clients = ['portal', 'service:indicators', 'service:scoring', 'service:incentives', 'service:audit'] as const;

/** Reads the environment once; all faults are named together. @throws Error listing them */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw new Error(`identity cannot start:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  const secrets = dirname(e.MIZAN_DEMONSTRATION_SECRET_FILE);
  const secretOf = (name: string) => readFileSync(join(secrets, `${name.replace(':', '-')}.secret`), 'utf8').trim();
  return {
    host: e.MIZAN_HOST,
    port: e.MIZAN_SERVICE_PORT,
    issuer: e.MIZAN_ISSUER,
    portal: e.MIZAN_URL_PORTAL,
    keyFile: join(e.MIZAN_DATA, 'keys', 'identity.json'),
    people: People.parse(JSON.parse(readFileSync(e.MIZAN_PEOPLE, 'utf8'))),
    demonstrationSecret: readFileSync(e.MIZAN_DEMONSTRATION_SECRET_FILE, 'utf8').trim(),
    clients: clients.map((id) => ({ id, secret: secretOf(id) })),
  };
}
export type Config = ReturnType<typeof readConfig>;
