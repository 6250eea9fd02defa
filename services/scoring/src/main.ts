import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { snapshotFrozen } from '@mizan/contracts';
import { logRoutes, mountAll } from '@mizan/http';
import { startService } from '@mizan/service';
import { takeSnapshot } from './features/take-snapshot/take-snapshot.ts';
import { createIndicators } from './indicators.ts';
import { routes } from './routes.ts';

const environment = z.object({ MIZAN_URL_INDICATORS: z.url() });

await startService({ service: 'scoring', migrations: fileURLToPath(new URL('../migrations', import.meta.url)), environment }, ({ env, db, bus, token, log, deps }) => {
  const url = env.MIZAN_URL_INDICATORS;
  const indicators = createIndicators(url, token);
  bus.follow({
    consumer: 'scoring.snapshots',
    producer: 'indicators',
    url,
    token,
    handlers: { [snapshotFrozen.type]: (tx, event) => takeSnapshot(tx, snapshotFrozen.data.parse(event.data), indicators) },
  });
  return { routes: (app) => mountAll(app, [...logRoutes(db, log), ...routes(db, indicators)], deps) };
});
