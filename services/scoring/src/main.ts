import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { partRequested, snapshotFrozen } from '@mizan/contracts';
import { logRoutes, mountAll } from '@mizan/http';
import { startService } from '@mizan/service';
import { Gauge } from '@mizan/telemetry';
import { scorePart } from './features/run-scores/score-part.ts';
import { startSimulations } from './features/simulate-methodology/work-simulations.ts';
import { takeSnapshot } from './features/take-snapshot/take-snapshot.ts';
import { createIndicators } from './indicators.ts';
import { routes } from './routes.ts';

const environment = z.object({ MIZAN_URL_INDICATORS: z.url(), MIZAN_URL_SCORING: z.url() });

await startService({ service: 'scoring', migrations: fileURLToPath(new URL('../migrations', import.meta.url)), environment }, ({ env, db, telemetry, bus, token, log, deps }) => {
  const url = env.MIZAN_URL_INDICATORS;
  const indicators = createIndicators(url, token);
  const snapshots = bus.follow({
    consumer: 'scoring.snapshots',
    producer: 'indicators',
    url,
    token,
    handlers: { [snapshotFrozen.type]: (tx, event) => takeSnapshot(tx, snapshotFrozen.data.parse(event.data), indicators) },
  });
  bus.follow({
    consumer: 'scoring.parts',
    producer: 'scoring',
    url: env.MIZAN_URL_SCORING,
    token,
    handlers: { [partRequested.type]: (tx, event) => scorePart(tx, partRequested.data.parse(event.data)) },
  });
  new Gauge({
    name: 'score_runs',
    help: 'Score runs that were asked for, by state.',
    labelNames: ['state'],
    registers: [telemetry.metrics],
    async collect() {
      const [row] = await db.sql<{ asked: string; completed: string }[]>`SELECT (SELECT count(*) FROM run_request)::text AS asked, (SELECT count(*) FROM run)::text AS completed`;
      this.set({ state: 'completed' }, Number(row?.completed ?? 0));
      this.set({ state: 'running' }, Math.max(0, Number(row?.asked ?? 0) - Number(row?.completed ?? 0)));
    },
  });
  const simulations = startSimulations(db, (err) => telemetry.log.error({ err }, 'a simulation broke off'));
  return { close: () => simulations.stop(), routes: (app) => mountAll(app, [...logRoutes(db, log), ...routes(db, indicators, () => snapshots.catchUp())], deps) };
});
