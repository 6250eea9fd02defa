import { type Database } from '@mizan/db';
import { type Authenticate, createServer, logRoutes, mountAll } from '@mizan/http';
import { type Telemetry } from '@mizan/telemetry';
import { type Indicators } from '../indicators.ts';
import { routes } from '../routes.ts';

export interface AppDeps {
  readonly db: Database;
  readonly deployment: string;
  readonly log: { readonly origin: string; readonly vkey: string };
  readonly authenticate: Authenticate;
  readonly telemetry: Telemetry;
  readonly indicators: Indicators;
  /** Takes everything the producers have; a run may miss nothing. */
  readonly takeAllInputs: () => Promise<void>;
}

/** The scoring service's operations without the rest of its start. */
export function createApp({ db, deployment, log, authenticate, telemetry, indicators, takeAllInputs }: AppDeps): ReturnType<typeof createServer> {
  const onFault = (err: unknown) => telemetry.log.error({ err }, 'request failed');
  return createServer({
    telemetry,
    ready: async () => (await db.sql`SELECT 1`).length === 1,
    routes: (app) => mountAll(app, [...logRoutes(db, log), ...routes(db, indicators, takeAllInputs)], { service: 'scoring', deployment, db, authenticate, onFault }),
  });
}
