import { join } from 'node:path';
import { z } from 'zod';

const Environment = z.object({
  MIZAN_SERVICE_PORT: z.coerce.number().int().min(1).max(65535),
  DATABASE_URL: z.string().min(1),
  DATABASE_OWNER_URL: z.string().min(1),
  MIZAN_DATA: z.string().min(1),
  MIZAN_DEPLOYMENT: z.string().min(1).default('mizan.local'),
  MIZAN_ISSUER: z.url(),
  MIZAN_IMPORT_MAX_BYTES: z.coerce.number().int().positive().default(128 * 1024 * 1024),
  MIZAN_IMPORT_MAX_ROWS: z.coerce.number().int().positive().default(2_000_000),
});

/** Reads the environment once; all faults are named together. @throws Error listing them */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw new Error(`indicators cannot start:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  return {
    port: e.MIZAN_SERVICE_PORT,
    databaseUrl: e.DATABASE_URL,
    ownerUrl: e.DATABASE_OWNER_URL,
    deployment: e.MIZAN_DEPLOYMENT,
    issuer: e.MIZAN_ISSUER,
    keyFile: join(e.MIZAN_DATA, 'keys', 'indicators.key'),
    guardFile: join(e.MIZAN_DATA, 'guard', 'indicators.json'),
    objectsFolder: join(e.MIZAN_DATA, 'objects', 'indicators'),
    limits: { bytes: e.MIZAN_IMPORT_MAX_BYTES, rows: e.MIZAN_IMPORT_MAX_ROWS },
  };
}
export type Config = ReturnType<typeof readConfig>;
