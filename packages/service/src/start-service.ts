import { join } from 'node:path';
import { type Express } from 'express';
import { type z } from 'zod';
import { type Bus, openBus } from '@mizan/bus';
import { connect, type Database, migrate, openLogKey, startCheckpointer } from '@mizan/db';
import { createAuthenticate, createServer, listen, mountAll, type MountDeps, serviceToken, stopOnSignal } from '@mizan/http';
import { createTelemetry, startTracing, stopTracing, type Telemetry } from '@mizan/telemetry';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { addGauges, addLag } from './gauges.ts';
import { readEnvironment, secretIn, type SharedEnvironment, withPassword } from './environment.ts';

/** What a service finds ready when it is composed. */
export interface Started<Own> {
  readonly env: SharedEnvironment & Own;
  readonly db: Database;
  readonly telemetry: Telemetry;
  /** A bearer token of the service's own client. */
  readonly token: () => Promise<string>;
  readonly bus: Bus;
  /** The service's own log; for a service that keeps none it has no key. */
  readonly log: { readonly origin: string; readonly vkey: string };
  readonly deps: MountDeps;
}
/** What a composed service serves, and what it ends before its database closes. */
export interface Composed {
  readonly routes: (app: Express) => void;
  readonly close?: () => Promise<void>;
}
interface Declared<Own extends z.ZodRawShape> {
  readonly service: string;
  /** The folder of its migrations. */
  readonly migrations: string;
  readonly environment: z.ZodObject<Own>;
  /** Whether it keeps a log of its own. */
  readonly keepsLog?: boolean;
}

/**
 * Starts a service that keeps state: environment, migrations, database, log key and checkpoints, bus, HTTP, and the
 * reverse at SIGTERM.
 * @param compose - what is particular to the service
 */
export async function startService<Own extends z.ZodRawShape>({ service, migrations, environment, keepsLog = true }: Declared<Own>, compose: (started: Started<z.output<z.ZodObject<Own>>>) => Composed): Promise<void> {
  const env = readEnvironment(service, environment);
  const telemetry = createTelemetry(service);
  const { log } = telemetry;
  await startTracing(service, log);
  const deployment = env.MIZAN_DEPLOYMENT;
  await migrate({ ownerUrl: withPassword(env.DATABASE_OWNER_URL, env.DATABASE_PASSWORD_FILE), schema: service, role: service, folder: migrations, withLog: keepsLog });
  const db = connect(withPassword(env.DATABASE_URL, env.DATABASE_PASSWORD_FILE));
  const own = keepsLog ? await keepLog({ db, service, env, telemetry }) : { origin: '', vkey: '', stop: () => Promise.resolve() };
  const kafka = keepsLog ? kafkaOf(env) : undefined;
  const bus = openBus({ db, actor: { service, deployment }, kafka, onFault: (err, what) => log.warn({ err }, what) });
  const deps: MountDeps = { service, deployment, db, authenticate: createAuthenticate(env.MIZAN_ISSUER, env.MIZAN_ISSUER_INTERNAL), onFault: (err) => log.error({ err }, 'request failed') };
  const token = serviceToken({ issuer: env.MIZAN_ISSUER_INTERNAL ?? env.MIZAN_ISSUER, clientId: `service:${service}`, secret: secretIn(env.MIZAN_CLIENT_SECRET_FILE) });
  if (keepsLog) addGauges([telemetry.metrics], db, bus);
  if (kafka) addLag([telemetry.metrics], db);
  const { routes, close } = compose({ env, db, telemetry, token, bus, log: own, deps });
  const app = createServer({
    telemetry,
    ready: async () => (await db.sql`SELECT 1`).length === 1,
    routes(mounting) {
      routes(mounting);
      if (keepsLog) mountAll(mounting, deadLetterRoutes(db, bus), deps);
    },
  });
  stopOnSignal(await listen(app, env.MIZAN_SERVICE_PORT, env.MIZAN_HOST), async () => {
    await bus.stop();
    await close?.();
    await own.stop();
    await stopTracing();
    await db.close();
  });
  log.info({ port: env.MIZAN_SERVICE_PORT, events: env.KAFKA_BROKERS ? 'kafka' : 'feed' }, `${service} listens`);
}

async function keepLog({ db, service, env, telemetry }: { db: Database; service: string; env: SharedEnvironment; telemetry: Telemetry }) {
  const origin = `${env.MIZAN_DEPLOYMENT}/audit/${service}`;
  const key = await openLogKey(origin, join(env.MIZAN_DATA, 'keys', `${service}.key`));
  const guardFile = join(env.MIZAN_DATA, 'guard', `${service}.json`);
  const checkpointer = startCheckpointer({ db, origin, key, guardFile, onFault: (err) => telemetry.log.error({ err }, 'no checkpoint was signed') });
  return { origin, vkey: key.vkey, stop: () => checkpointer.stop() };
}

const kafkaOf = ({ KAFKA_BROKERS, KAFKA_CA_FILE, KAFKA_USER, KAFKA_PASSWORD_FILE }: SharedEnvironment) =>
  KAFKA_BROKERS ? { brokers: KAFKA_BROKERS.split(','), caFile: KAFKA_CA_FILE, user: KAFKA_USER, passwordFile: KAFKA_PASSWORD_FILE } : undefined;
