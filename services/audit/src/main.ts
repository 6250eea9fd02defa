import { fileURLToPath } from 'node:url';
import { readIntegrity, readTrace, recompute as recomputeOperation } from '@mizan/contracts';
import { connect, migrate } from '@mizan/db';
import { createAuthenticate, createServer, listen, mountAll, read, serviceToken, stopOnSignal } from '@mizan/http';
import { createTelemetry, Gauge } from '@mizan/telemetry';
import { readConfig } from './config.ts';
import { integrityReply } from './features/read-integrity/integrity.ts';
import { recompute } from './features/recompute-score/recompute.ts';
import { trace } from './features/trace-case/trace.ts';
import { startWatch } from './features/verify-record/watch.ts';
import { createProducers } from './producers.ts';

const service = 'audit';
const config = readConfig(process.env);
const telemetry = createTelemetry(service);
const { log } = telemetry;
await migrate({ ownerUrl: config.ownerUrl, schema: service, role: service, folder: fileURLToPath(new URL('../migrations', import.meta.url)), withLog: false });
const db = connect(config.databaseUrl);
const token = serviceToken({ issuer: config.issuer, clientId: config.clientId, secret: config.clientSecret });
const producers = createProducers(config.deployment, config.urls, token);
const intact = new Gauge({ name: 'audit_intact', help: '1 when the last verification found nothing wrong', registers: [telemetry.metrics] });
const watch = startWatch({
  db,
  producers,
  pauseMs: config.sweepMs,
  now: () => new Date(),
  onVerdict(verdict) {
    intact.set(verdict.intact ? 1 : 0);
    if (!verdict.intact) log.error({ findings: verdict.findings }, 'audit.integrity.failed');
  },
});
const app = createServer({
  telemetry,
  ready: async () => (await db.sql`SELECT 1`).length === 1,
  routes: (router) =>
    mountAll(
      router,
      [
        read(readIntegrity, () => Promise.resolve(integrityReply(watch.verdict()))),
        read(readTrace, ({ params }) => trace(db, producers, params.id)),
        read(recomputeOperation, ({ body }) => recompute(db, producers, body.scoreId)),
      ],
      { service, deployment: config.deployment, db, authenticate: createAuthenticate(config.issuer), onFault: (err) => log.error({ err }, 'request failed') },
    ),
});
stopOnSignal(await listen(app, config.port), async () => {
  await watch.stop();
  await db.close();
});
log.info({ port: config.port }, 'audit listens');
