import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readIntegrity, readTrace, recompute as recomputeOperation } from '@mizan/contracts';
import { mountAll, read } from '@mizan/http';
import { startService } from '@mizan/service';
import { Gauge } from '@mizan/telemetry';
import { asOfNow } from './features/follow-logs/as-of-now.ts';
import { integrityReply } from './features/read-integrity/integrity.ts';
import { recompute } from './features/recompute-score/recompute.ts';
import { trace } from './features/trace-case/trace.ts';
import { startWatch } from './features/verify-record/watch.ts';
import { createProducers } from './producers.ts';

const environment = z.object({
  MIZAN_URL_INDICATORS: z.url(),
  MIZAN_URL_SCORING: z.url(),
  MIZAN_URL_INCENTIVES: z.url(),
  MIZAN_AUDIT_SWEEP_MS: z.coerce.number().int().min(200).default(2000),
});
const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

await startService({ service: 'audit', migrations, environment, keepsLog: false }, ({ env, db, telemetry, token, deps }) => {
  const urls = { indicators: env.MIZAN_URL_INDICATORS, scoring: env.MIZAN_URL_SCORING, incentives: env.MIZAN_URL_INCENTIVES };
  const producers = createProducers(env.MIZAN_DEPLOYMENT, urls, token);
  const intact = new Gauge({ name: 'audit_intact', help: '1 when the last verification found nothing wrong', registers: [telemetry.metrics] });
  const watch = startWatch({
    db,
    producers,
    pauseMs: env.MIZAN_AUDIT_SWEEP_MS,
    now: () => new Date(),
    onVerdict(verdict) {
      intact.set(verdict.intact ? 1 : 0);
      if (!verdict.intact) telemetry.log.error({ findings: verdict.findings }, 'audit.integrity.failed');
    },
  });
  const operations = [
    read(readIntegrity, () => Promise.resolve(integrityReply(watch.verdict()))),
    read(readTrace, ({ params, principal }) => asOfNow(db, producers, () => trace(db, producers, params.id, principal))),
    read(recomputeOperation, ({ body }) => asOfNow(db, producers, () => recompute(db, producers, body.scoreId))),
  ];
  return { routes: (app) => mountAll(app, operations, deps), close: () => watch.stop() };
});
