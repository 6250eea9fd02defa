import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Environment = z.object({
  MIZAN_SERVICE_PORT: z.coerce.number().int().min(1).max(65535),
  DATABASE_URL: z.string().min(1),
  DATABASE_OWNER_URL: z.string().min(1),
  MIZAN_DATA: z.string().min(1),
  MIZAN_DEPLOYMENT: z.string().min(1).default('mizan.local'),
  MIZAN_ISSUER: z.url(),
  MIZAN_CLIENT_ID: z.string().default('service:incentives'),
  MIZAN_CLIENT_SECRET_FILE: z.string().min(1),
  MIZAN_URL_INDICATORS: z.url(),
  MIZAN_URL_SCORING: z.url(),
  MIZAN_URL_AUDIT: z.url(),
  MIZAN_INTEGRITY_MAX_AGE_MS: z.coerce.number().int().positive().default(10_000),
});

/** Reads the environment once; all faults are named together. @throws Error listing them */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw new Error(`incentives cannot start:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  return {
    port: e.MIZAN_SERVICE_PORT,
    databaseUrl: e.DATABASE_URL,
    ownerUrl: e.DATABASE_OWNER_URL,
    dataFolder: e.MIZAN_DATA,
    deployment: e.MIZAN_DEPLOYMENT,
    issuer: e.MIZAN_ISSUER,
    clientId: e.MIZAN_CLIENT_ID,
    clientSecret: readFileSync(e.MIZAN_CLIENT_SECRET_FILE, 'utf8').trim(),
    indicatorsUrl: e.MIZAN_URL_INDICATORS,
    scoringUrl: e.MIZAN_URL_SCORING,
    auditUrl: e.MIZAN_URL_AUDIT,
    integrityMaxAgeMs: e.MIZAN_INTEGRITY_MAX_AGE_MS,
  };
}
export type Config = ReturnType<typeof readConfig>;
