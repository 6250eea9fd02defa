import { fileURLToPath } from 'node:url';
import { connect, migrate, openLogKey, startCheckpointer } from '@mizan/db';
import { createAuthenticate, createServer, listen, stopOnSignal } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { mountIndicators } from './app.ts';
import { readConfig } from './config.ts';
import { openObjects } from './objects.ts';

const service = 'indicators';
const config = readConfig(process.env);
const telemetry = createTelemetry(service);
const { log } = telemetry;
await migrate({ ownerUrl: config.ownerUrl, schema: service, role: service, folder: fileURLToPath(new URL('../migrations', import.meta.url)) });
const db = connect(config.databaseUrl);
const origin = `${config.deployment}/audit/${service}`;
const key = await openLogKey(origin, config.keyFile);
const checkpointer = startCheckpointer({ db, origin, key, guardFile: config.guardFile, onFault: (err) => log.error({ err }, 'checkpoint not signed') });
const app = createServer({
  telemetry,
  ready: async () => (await db.sql`SELECT 1`).length === 1,
  routes: (router) =>
    mountIndicators(router, {
      service,
      deployment: config.deployment,
      db,
      objects: openObjects(config.objectsFolder),
      limits: config.limits,
      authenticate: createAuthenticate(config.issuer),
      log: { origin, vkey: key.vkey },
      onFault: (err) => log.error({ err }, 'request failed'),
    }),
});
stopOnSignal(await listen(app, config.port), async () => {
  await checkpointer.stop();
  await db.close();
});
log.info({ port: config.port }, 'indicators listens');
