import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { managerScoreComputed, readObject, runCompleted, scoreComputed, snapshotFrozen } from '@mizan/contracts';
import { call, logRoutes, mountAll } from '@mizan/http';
import { startService } from '@mizan/service';
import { Gauge } from '@mizan/telemetry';
import { createVouch } from './features/carry-case/vouch.ts';
import { takePostings } from './features/take-postings/take-postings.ts';
import { takeManagerScore, takeRun, takeScore } from './features/take-scores/take-scores.ts';
import { routes } from './routes.ts';

const environment = z.object({
  MIZAN_URL_INDICATORS: z.url(),
  MIZAN_URL_SCORING: z.url(),
  MIZAN_URL_AUDIT: z.url(),
  MIZAN_INTEGRITY_MAX_AGE_MS: z.coerce.number().int().positive().default(10_000),
});

await startService({ service: 'incentives', migrations: fileURLToPath(new URL('../migrations', import.meta.url)), environment }, ({ env, db, telemetry, bus, token, log, deps }) => {
  const fetchObject = async (sha256: string) => call(readObject, { baseUrl: env.MIZAN_URL_INDICATORS, token: await token(), params: { sha256 } });
  bus.follow({
    consumer: 'incentives.indicators',
    producer: 'indicators',
    url: env.MIZAN_URL_INDICATORS,
    token,
    handlers: { [snapshotFrozen.type]: (tx, event) => takePostings(tx, snapshotFrozen.data.parse(event.data), fetchObject) },
  });
  bus.follow({
    consumer: 'incentives.scoring',
    producer: 'scoring',
    url: env.MIZAN_URL_SCORING,
    token,
    handlers: {
      [scoreComputed.type]: (tx, event) => takeScore(tx, scoreComputed.data.parse(event.data)),
      [managerScoreComputed.type]: (tx, event) => takeManagerScore(tx, managerScoreComputed.data.parse(event.data)),
      [runCompleted.type]: (tx, event) => takeRun(tx, runCompleted.data.parse(event.data)),
    },
  });
  const vouch = createVouch({ auditUrl: env.MIZAN_URL_AUDIT, token, maxAgeMs: env.MIZAN_INTEGRITY_MAX_AGE_MS });
  new Gauge({
    name: 'envelope_money',
    help: 'Money of the envelopes in whole units, by cycle and what became of it; a view, never a sum to pay by.',
    labelNames: ['cycle', 'part'],
    registers: [telemetry.metrics],
    async collect() {
      for (const { cycle_id: cycle, envelope, allocated } of await db.sql<{ cycle_id: string; envelope: string; allocated: string }[]>`SELECT cycle_id, data::json->>'envelope' AS envelope, data::json->>'allocated' AS allocated FROM allocation`) {
        this.set({ cycle, part: 'envelope' }, Number(envelope));
        this.set({ cycle, part: 'allocated' }, Number(allocated));
      }
    },
  });
  return { routes: (app) => mountAll(app, [...logRoutes(db, log), ...routes(db, vouch)], deps) };
});
