import { listen, stopOnSignal } from '@mizan/http';
import { createTelemetry, startTracing, stopTracing } from '@mizan/telemetry';
import { createPortal } from './app.ts';
import { readConfig } from './config.ts';
import { loadPages } from './load-pages.ts';

const config = readConfig(process.env);
const telemetry = createTelemetry('portal');
await startTracing('portal', telemetry.log);
const app = createPortal({ ...config, telemetry, pages: await loadPages() });
const server = await listen(app, config.port, config.host);
stopOnSignal(server, stopTracing);
telemetry.log.info({ port: config.port }, 'portal is listening');
