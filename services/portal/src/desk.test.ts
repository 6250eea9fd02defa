import { afterAll, expect, it } from '@jest/globals';
import { listCycles } from '@mizan/contracts';
import { createServer } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { freePort, serve, type Served } from '@mizan/testkit';
import { askAs } from './ask.ts';
import { createDesk } from './desk.ts';
import { pages } from './pages.tsx';
import { Sessions } from './sessions.ts';
import { words } from './words/index.ts';

let portal: Served;
afterAll(() => portal?.stop());

it('tells a service that does not answer from a fault of the page itself', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const telemetry = createTelemetry('portal');
  telemetry.log.level = 'silent';
  const urls = { indicators: nobody, scoring: nobody, incentives: nobody, audit: nobody };
  const desk = createDesk({ urls, pages, ownUrl: nobody, telemetry, issuer: nobody, issuerInternal: nobody, clientId: '', clientSecret: '' }, new Sessions());
  portal = await serve(
    createServer({
      telemetry,
      ready: () => true,
      routes: (app) => {
        app.get('/asks', async () => void (await askAs(urls, '')(listCycles)));
        app.get('/waits', async () => void (await fetch(portal.url, { signal: AbortSignal.timeout(0) })));
        app.get('/breaks', () => JSON.parse('{') as never);
        app.use(desk.onFault);
      },
    }),
  );
  const told = async (path: string) => {
    const reply = await fetch(`${portal.url}${path}`);
    const text = await reply.text();
    return [reply.status, text.includes(words.en.unreachable), text.includes(words.en.error)];
  };
  expect([await told('/asks'), await told('/waits'), await told('/breaks')]).toEqual([[503, true, false], [503, true, false], [500, false, true]]);
});
