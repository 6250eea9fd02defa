import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startService } from '@mizan/service';
import { mountIndicators } from './app.ts';
import { RunningImports } from './features/import-file/running-imports.ts';
import { openObjects } from './objects.ts';

const environment = z.object({
  MIZAN_IMPORT_MAX_BYTES: z.coerce.number().int().positive().default(128 * 1024 * 1024),
  MIZAN_IMPORT_MAX_ROWS: z.coerce.number().int().positive().default(2_000_000),
});

await startService({ service: 'indicators', migrations: fileURLToPath(new URL('../migrations', import.meta.url)), environment }, ({ env, deps, log, telemetry }) => {
  const objects = openObjects(join(env.MIZAN_DATA, 'objects', 'indicators'));
  objects.sweep().then((left) => left > 0 && telemetry.log.info({ left }, 'removed files that were never received whole'), (err: unknown) => telemetry.log.warn({ err }, 'the files of broken imports were not removed'));
  const limits = { bytes: env.MIZAN_IMPORT_MAX_BYTES, rows: env.MIZAN_IMPORT_MAX_ROWS };
  return { routes: (app) => mountIndicators(app, { ...deps, objects, limits, imports: new RunningImports(), log }) };
});
