import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Environment = z.object({
  MIZAN_HOST: z.string().min(1).default('127.0.0.1'),
  MIZAN_SERVICE_PORT: z.coerce.number().int().min(1).max(65535),
  MIZAN_ISSUER: z.url(),
  MIZAN_ISSUER_INTERNAL: z.url().optional(),
  MIZAN_CLIENT_SECRET_FILE: z.string().min(1),
  MIZAN_URL_INDICATORS: z.url(),
  MIZAN_URL_SCORING: z.url(),
  MIZAN_URL_INCENTIVES: z.url(),
  MIZAN_URL_AUDIT: z.url(),
  MIZAN_URL_PORTAL: z.url(),
});

/** Reads the environment once; all faults are named together. @throws Error listing them */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw new Error(`portal cannot start:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  return {
    host: e.MIZAN_HOST,
    port: e.MIZAN_SERVICE_PORT,
    ownUrl: e.MIZAN_URL_PORTAL,
    issuer: e.MIZAN_ISSUER,
    issuerInternal: e.MIZAN_ISSUER_INTERNAL ?? e.MIZAN_ISSUER,
    clientId: 'portal',
    clientSecret: readFileSync(e.MIZAN_CLIENT_SECRET_FILE, 'utf8').trim(),
    urls: { indicators: e.MIZAN_URL_INDICATORS, scoring: e.MIZAN_URL_SCORING, incentives: e.MIZAN_URL_INCENTIVES, audit: e.MIZAN_URL_AUDIT },
  };
}
