import { createTelemetry, requestSpans, startTracing, stopTracing } from '@mizan/telemetry';
import express from 'express';
import { addIdentity } from './app.ts';
import { readConfig } from './config.ts';

const config = readConfig(process.env);
const telemetry = createTelemetry('identity');
await startTracing('identity', telemetry.log);
const app = express();
app.disable('x-powered-by');
app.use(requestSpans);
app.get('/healthz', (_req, res) => void res.type('text/plain').send('ok\n'));
app.get('/readyz', (_req, res) => void res.type('text/plain').send('ready\n'));
app.get('/metrics', async (_req, res) => void res.type(telemetry.metrics.contentType).send(await telemetry.metrics.metrics()));
await addIdentity(app, config);
const server = app.listen(config.port, config.host, () => telemetry.log.info({ port: config.port }, 'identity listens'));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    server.close(() => void stopTracing().then(() => process.exit(0)));
    server.closeAllConnections();
  });
}
