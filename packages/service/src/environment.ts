import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What every service that keeps state reads from its environment; secrets are named by file, never by value. */
const Shared = z
  .object({
    MIZAN_SERVICE_PORT: z.coerce.number().int().min(1).max(65535),
    MIZAN_HOST: z.string().min(1).default('127.0.0.1'),
    DATABASE_URL: z.string().min(1),
    DATABASE_OWNER_URL: z.string().min(1),
    DATABASE_PASSWORD_FILE: z.string().optional(),
    MIZAN_DATA: z.string().min(1),
    MIZAN_DEPLOYMENT: z.string().min(1).default('mizan.local'),
    MIZAN_ISSUER: z.url(),
    /** Where the identity provider's keys are fetched, when that is not where people sign in. */
    MIZAN_ISSUER_INTERNAL: z.url().optional(),
    MIZAN_CLIENT_SECRET_FILE: z.string().min(1),
    KAFKA_BROKERS: z.string().optional(),
    KAFKA_CA_FILE: z.string().optional(),
    KAFKA_USER: z.string().optional(),
    KAFKA_PASSWORD_FILE: z.string().optional(),
  })
  .refine(({ KAFKA_USER, KAFKA_PASSWORD_FILE }) => (KAFKA_USER === undefined) === (KAFKA_PASSWORD_FILE === undefined), { path: ['KAFKA_USER'], error: 'KAFKA_USER and KAFKA_PASSWORD_FILE go together; with one alone nobody would sign in to Kafka' });
export type SharedEnvironment = z.output<typeof Shared>;

/** Reads the environment once; all faults are named together. @throws Error listing them */
export function readEnvironment<Own extends z.ZodRawShape>(service: string, own: z.ZodObject<Own>, env = process.env): SharedEnvironment & z.output<z.ZodObject<Own>> {
  const [shared, particular] = [Shared.safeParse(env), own.safeParse(env)];
  const faults = [shared, particular].flatMap(({ error }) => (error ? [z.prettifyError(error)] : []));
  if (!shared.success || !particular.success) throw new Error(`${service} cannot start:\n${faults.join('\n')}`);
  return { ...shared.data, ...particular.data };
}

export const secretIn = (file: string) => readFileSync(file, 'utf8').trim();

/** The same address with the password from a file, so that no password stands in an environment. */
export function withPassword(url: string, file: string | undefined): string {
  return file === undefined ? url : Object.assign(new URL(url), { password: secretIn(file) }).toString();
}
