import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feedTransport, subscribe } from '@mizan/bus';
import { readObject, runCompleted, scoreComputed, snapshotFrozen } from '@mizan/contracts';
import { connect, migrate, openLogKey, startCheckpointer } from '@mizan/db';
import { call, createAuthenticate, createServer, listen, logRoutes, mountAll, serviceToken, stopOnSignal } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { readConfig } from './config.ts';
import { createVouch } from './features/carry-case/vouch.ts';
import { takePostings } from './features/take-postings/take-postings.ts';
import { takeRun, takeScore } from './features/take-scores/take-scores.ts';
import { routes } from './routes.ts';

const service = 'incentives';
const config = readConfig(process.env);
const telemetry = createTelemetry(service);
const { log } = telemetry;
const { deployment } = config;
const origin = `${deployment}/audit/${service}`;
await migrate({ ownerUrl: config.ownerUrl, schema: service, role: service, folder: fileURLToPath(new URL('../migrations', import.meta.url)) });
const db = connect(config.databaseUrl);
const key = await openLogKey(origin, join(config.dataFolder, 'keys', `${service}.key`));
const checkpointer = startCheckpointer({ db, origin, key, guardFile: join(config.dataFolder, 'guard', `${service}.json`), onFault: (err) => log.error({ err }, 'no checkpoint was signed') });
const token = serviceToken({ issuer: config.issuer, clientId: config.clientId, secret: config.clientSecret });

const follow = (producer: string, url: string, handlers: Parameters<typeof subscribe>[0]['handlers']) =>
  subscribe({ db, actor: { service, deployment }, consumer: `incentives.${producer}`, source: `${deployment}/audit/${producer}`, transport: feedTransport({ url, token }), handlers, onFault: (err, what) => log.warn({ err }, what) });
const fetchObject = async (sha256: string) => call(readObject, { baseUrl: config.indicatorsUrl, token: await token(), params: { sha256 } });
const subscriptions = [
  follow('indicators', config.indicatorsUrl, { [snapshotFrozen.type]: (tx, event) => takePostings(tx, snapshotFrozen.data.parse(event.data), fetchObject) }),
  follow('scoring', config.scoringUrl, {
    [scoreComputed.type]: (tx, event) => takeScore(tx, scoreComputed.data.parse(event.data)),
    [runCompleted.type]: (tx, event) => takeRun(tx, runCompleted.data.parse(event.data)),
  }),
];

const vouch = createVouch({ auditUrl: config.auditUrl, token, maxAgeMs: config.integrityMaxAgeMs });
const app = createServer({
  telemetry,
  ready: async () => (await db.sql`SELECT 1`).length === 1,
  routes: (router) => mountAll(router, [...logRoutes(db, { origin, vkey: key.vkey }), ...routes(db, vouch)], { service, deployment, db, authenticate: createAuthenticate(config.issuer), onFault: (err) => log.error({ err }, 'request failed') }),
});
stopOnSignal(await listen(app, config.port), async () => {
  await Promise.all(subscriptions.map((subscription) => subscription.stop()));
  await checkpointer.stop();
  await db.close();
});
log.info({ port: config.port }, 'incentives listens');
