import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTelemetry, inSpan, startTracing, stopTracing } from '@mizan/telemetry';
import { freePort, type Served, startTestCollector, type TestCollector, type TestIssuer } from '@mizan/testkit';
import { increment, readCounter } from './counters.fixture.ts';
import { call } from './index.ts';
import { startCounters } from './started-counters.fixture.ts';

let counters: Awaited<ReturnType<typeof startCounters>>;
let issuer: TestIssuer;
let served: Served;
let token: string;
let lines: { level: number; msg: string; trace_id?: string }[];
const telemetry = createTelemetry('scoring', { write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[number]) });

beforeAll(async () => {
  const during = (counter: string) => (counter === 'broken' ? Promise.reject(new RangeError('officer is not wanted')) : Promise.resolve());
  counters = await startCounters({ during, onFault: () => telemetry.log.error('request failed') });
  ({ issuer, served } = counters);
  token = await issuer.token({ sub: 'officer', roles: ['finance-officer'] });
});
beforeEach(() => void (lines = []));
afterAll(() => counters.stop());

const read = (name: string) => call(readCounter, { baseUrl: served.url, token, params: { name } });
const add = (name: string) => call(increment, { baseUrl: served.url, token, params: { name }, body: { by: 1 }, idempotencyKey: name });
const fetchWith = (path: string, headers: Record<string, string> = {}) => fetch(`${served.url}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });

describe('a service whose spans are taken', () => {
  let collector: TestCollector;
  beforeEach(async () => {
    collector = await startTestCollector();
    await startTracing('scoring', telemetry.log, collector.url);
  });
  /** Everything that was done, sent. */
  const spansOf = async (work: () => Promise<unknown>) => {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await stopTracing();
    await collector.stop();
    return collector.spans;
  };

  it('names a request by its route, with its status and its service, and neither the address nor who asked', async () => {
    const spans = await spansOf(() => read('of-a-person'));
    expect(spans).toMatchObject([{ service: 'scoring', kind: 'server', name: 'GET /counters/:name', parent: undefined, failed: false }]);
    expect(spans[0]!.attributes).toEqual({ 'http.request.method': 'GET', 'http.route': '/counters/:name', 'http.response.status_code': '200' });
  });

  it('shows a call to another service as part of the work that needs it, also where a body was read', async () => {
    const spans = await spansOf(() => inSpan({ name: 'prepare a case', kind: 'consumer' }, () => add('called')));
    const [work, client, server] = ['prepare a case', 'client', 'server'].map((wanted) => spans.find(({ name, kind }) => name === wanted || kind === wanted)!);
    expect([client!.name, client!.parent, server!.parent]).toEqual(['POST /counters/:name/increments', work!.spanId, client!.spanId]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  });

  it('marks a request that failed with the kind of the fault and not its words, and writes its trace into the line of the log', async () => {
    const [span] = await spansOf(() => expect(add('broken')).rejects.toMatchObject({ status: 500 }));
    expect(span).toMatchObject({ failed: true, attributes: { 'error.type': 'RangeError', 'http.response.status_code': '500' } });
    expect(JSON.stringify(span)).not.toContain('officer');
    expect(lines).toMatchObject([{ msg: 'request failed', trace_id: span!.traceId }]);
  });

  it('stays with its request also where the body comes later and in pieces', async () => {
    const body = new ReadableStream<Uint8Array>({
      async start(to) {
        for (const piece of ['{ "by"', ': 1 }']) {
          await new Promise((resolve) => setTimeout(resolve, 30));
          to.enqueue(Buffer.from(piece));
        }
        to.close();
      },
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': '"pieces"' };
    const [span] = await spansOf(() => fetch(`${served.url}/counters/broken/increments`, { method: 'POST', headers, body, duplex: 'half' }));
    expect(span!.attributes).toMatchObject({ 'error.type': 'RangeError' });
  });

  it('does not count what it refuses as a failure of its own', async () => {
    const [span] = await spansOf(() => fetchWith('/nowhere/of-a-person'));
    expect(span).toMatchObject({ name: 'GET', failed: false, attributes: { 'http.response.status_code': '404' } });
  });

  it('goes on with the trace a request comes with, and begins one where that is broken', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const spans = await spansOf(async () => {
      await fetchWith('/counters/a', { traceparent: `00-${trace}-b7ad6b7169203331-01` });
      expect((await fetchWith('/counters/a', { traceparent: `ff-${trace}` })).status).toBe(200);
    });
    expect(spans.map(({ traceId }) => traceId === trace)).toEqual([true, false]);
  });

  it('sends nothing of what machines ask again and again', async () => {
    expect(await spansOf(() => Promise.all(['/healthz', '/readyz', '/metrics', '/log/entries'].map((path) => fetchWith(path))))).toEqual([]);
  });
});

describe('a service whose collector is down', () => {
  it('answers as ever, says so once, and ends in its time', async () => {
    process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '500';
    await startTracing('scoring', telemetry.log, `http://127.0.0.1:${await freePort()}`);
    // more than fit into one sending
    for (let n = 0; n < 700; n += 1) expect(await read('served')).toEqual({ total: 0 });
    const before = performance.now();
    await stopTracing();
    expect(performance.now() - before).toBeLessThan(4000);
    expect(lines.filter(({ msg }) => msg.startsWith('no spans reach the collector'))).toHaveLength(1);
  }, 30_000);
});

describe('a service without a collector', () => {
  it.each([undefined, ''])('makes no span, whether the variable is %p', async (endpoint) => {
    await startTracing('scoring', telemetry.log, endpoint);
    expect(await inSpan({ name: 'any', kind: 'client' }, (span) => Promise.resolve(span))).toBeUndefined();
  });

  it.each(['collector:4318', 'http://'])('says what is wrong with the address %p', async (endpoint) => {
    await startTracing('scoring', telemetry.log, endpoint);
    expect(lines).toMatchObject([{ msg: 'OTEL_EXPORTER_OTLP_ENDPOINT is not an address with http:// or https://; no spans are sent' }]);
  });
});
