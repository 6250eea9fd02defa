import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feedTransport, subscribe } from '@mizan/bus';
import { snapshotFrozen } from '@mizan/contracts';
import { connect, migrate, openLogKey, startCheckpointer } from '@mizan/db';
import { createAuthenticate, listen, serviceToken, stopOnSignal } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { takeSnapshot } from './features/take-snapshot/take-snapshot.ts';
import { createIndicators } from './indicators.ts';

const service = 'scoring';
const config = readConfig(process.env);
const telemetry = createTelemetry(service);
const origin = `${config.deployment}/audit/${service}`;

await migrate({ ownerUrl: config.ownerUrl, schema: service, role: service, folder: fileURLToPath(new URL('../migrations', import.meta.url)) });
const db = connect(config.databaseUrl);
const key = await openLogKey(origin, join(config.dataFolder, 'keys', `${service}.key`));
const onFault = (err: Error) => telemetry.log.error({ err }, 'no checkpoint was signed');
const checkpointer = startCheckpointer({ db, origin, key, guardFile: join(config.dataFolder, 'guard', `${service}.json`), onFault });

const token = serviceToken({ issuer: config.issuer, clientId: config.clientId, secret: config.clientSecret });
const indicators = createIndicators(config.indicatorsUrl, token);
const subscription = subscribe({
  db,
  actor: { service, deployment: config.deployment },
  consumer: 'scoring.snapshots',
  source: `${config.deployment}/audit/indicators`,
  transport: feedTransport({ url: config.indicatorsUrl, token }),
  handlers: { [snapshotFrozen.type]: (tx, event) => takeSnapshot(tx, snapshotFrozen.data.parse(event.data), indicators) },
  onFault: (err, what) => telemetry.log.warn({ err }, what),
});

const app = createApp({ db, deployment: config.deployment, log: { origin, vkey: key.vkey }, authenticate: createAuthenticate(config.issuer), telemetry, indicators });
const server = await listen(app, config.port);
stopOnSignal(server, async () => {
  await subscription.stop();
  await checkpointer.stop();
  await db.close();
});
telemetry.log.info({ port: config.port }, 'scoring is listening');
