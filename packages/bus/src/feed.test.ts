import { createAuthenticate, createServer, logRoutes, mountAll } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { serve, startTestIssuer } from '@mizan/testkit';
import { promisesOfATransport } from './conformance.fixture.ts';
import { feedTransport } from './index.ts';

promisesOfATransport('feed', async (db, origin) => {
  const issuer = await startTestIssuer();
  const telemetry = createTelemetry('incentives');
  const deps = { service: 'incentives', deployment: 'test', db, authenticate: createAuthenticate(issuer.issuer), onFault: (err: unknown) => telemetry.log.error({ err }) };
  const served = await serve(createServer({ telemetry, ready: () => true, routes: (app) => mountAll(app, logRoutes(db, { origin, vkey: 'none' }), deps) }));
  return {
    transport: feedTransport({ url: served.url, token: () => issuer.token({ sub: 'service:scoring', roles: ['service'] }), batch: 5 }),
    async stop() {
      await served.stop();
      await issuer.stop();
    },
  };
});
