import { type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { Histogram, requestSpans, type Telemetry } from '@mizan/telemetry';
import { sendProblem } from './problem.ts';

export interface ServerOptions {
  readonly telemetry: Telemetry;
  readonly ready: () => Promise<boolean> | boolean;
  readonly routes: (app: Express) => void;
}

/** An application with /healthz, /readyz, /metrics, safe headers and problems for whatever is not found. */
export function createServer({ telemetry, ready, routes }: ServerOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  const seconds = new Histogram({ name: 'http_request_duration_seconds', help: 'Time to answer, by method and status.', labelNames: ['method', 'status'], registers: [telemetry.metrics] });
  app.use((req, res, next) => {
    const end = seconds.startTimer({ method: req.method });
    res.once('finish', () => end({ status: res.statusCode }));
    next();
  });
  app.use(requestSpans);
  app.get('/healthz', (_req, res) => void res.type('text/plain').send('ok\n'));
  app.get('/readyz', async (_req, res) => {
    const fine = await Promise.resolve(ready()).catch(() => false);
    res.status(fine ? 200 : 503).type('text/plain').send(fine ? 'ready\n' : 'not ready\n');
  });
  app.get('/metrics', async (_req, res) => void res.type(telemetry.metrics.contentType).send(await telemetry.metrics.metrics()));
  routes(app);
  app.use((req, res) => sendProblem(res, { status: 404, code: 'not-found', detail: `Nothing answers ${req.method} ${req.path}.` }));
  app.use(badRequest(telemetry));
  return app;
}

const badRequest = (telemetry: Telemetry): ErrorRequestHandler => (error: { status?: number; type?: string; message: string }, _req, res, _next) => {
  if (error.status === 413) return sendProblem(res, { status: 413, code: 'body-too-large', detail: 'The body is larger than 1 MiB.' });
  if (error.status && error.status < 500) return sendProblem(res, { status: error.status, code: 'request-malformed', detail: `The request cannot be read: ${error.message}` });
  telemetry.log.error({ err: error }, 'request failed');
  sendProblem(res, { status: 500, code: 'internal-error', detail: 'Something failed on our side; nothing was changed.' });
};

/** Longer than a caller keeps a quiet connection, so that it is the caller who ends it and no request meets a closed door. */
const keepAliveMs = 65_000;

/** Listens, unless told otherwise on the loopback address alone. @throws Error naming the port when it is taken */
export async function listen(app: Express, port: number, host = '127.0.0.1'): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => (error ? reject(new Error(`port ${port} cannot be used: ${error.message}`)) : resolve(server)));
    server.keepAliveTimeout = keepAliveMs;
  });
}

/** Stops on SIGTERM or SIGINT: no new requests, running ones finish, then `close`; at the latest after 25 seconds. */
export function stopOnSignal(server: Server, close: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 25_000).unref();
    server.close(() => void close().then(() => process.exit(0), () => process.exit(1)));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
