import { listen, stopOnSignal } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { createPortal } from './app.ts';
import { readConfig } from './config.ts';
import { loadPages } from './load-pages.ts';

const config = readConfig(process.env);
const telemetry = createTelemetry('portal');
const app = createPortal({ ...config, telemetry, pages: await loadPages() });
const server = await listen(app, config.port, config.host);
stopOnSignal(server, () => Promise.resolve());
telemetry.log.info({ port: config.port }, 'portal is listening');
