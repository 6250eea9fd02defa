import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listCases, readIntegrity, readManagerScore, readScore } from '@mizan/contracts';
import { deployment, services } from '@mizan/launcher/deployment.ts';
import { peopleFile, type RunningProduct, startProduct } from '@mizan/launcher/start.ts';
import { type CollectedSpan, startTestCollector, type TestCollector } from '@mizan/testkit';
import { cycle } from './cycle.ts';
import { type Office, openOffice } from './office.ts';
import { correctValues } from './steps/correct-values.ts';
import { importFiles } from './steps/import-files.ts';
import { openTheCycle } from './steps/open-cycle.ts';
import { publishMethodologies } from './steps/publish-methodologies.ts';
import { scoreCycle } from './steps/score-cycle.ts';

const { cycleId } = cycle;
const quiet = () => undefined;
let dataDir: string;
let collector: TestCollector;
let product: RunningProduct | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mizan-traces-'));
  collector = await startTestCollector();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  const target = deployment(dataDir, 20_000 + 10 * (process.pid % 300));
  product = await startProduct(target, quiet);
  const office = openOffice(dataDir, target.urls, quiet);
  await importFiles(office);
  const { demonstration } = await publishMethodologies(office);
  await openTheCycle(office);
  await correctValues(office);
  await scoreCycle(office, demonstration);
  // The run is complete before incentives has heard of it.
  while (!collector.spans.some((span) => shown(span) === 'incentives consumer process scoring.run.completed.v1')) await pause(100);
  await askOnce(office, target.urls.portal);
  await product.stop();
  product = undefined;
}, 180_000);
afterAll(async () => {
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  await product?.stop();
  await collector.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** One question to everybody who was not asked yet, each of which has something in its address that no span may have; the last before the end. */
async function askOnce(office: Office, portal: string): Promise<void> {
  await fetch(`${portal}/`, { redirect: 'manual' });
  await office.ask('auditor', readIntegrity, {});
  await office.ask('auditor', readScore, { params: { cycleId, orgUnit: 'PK-BA-QUETTA' } });
  await office.ask('auditor', readManagerScore, { params: { cycleId, personId: office.people[0]!.sub } }).catch(quiet);
  await office.ask('auditor', listCases, { query: { cycleId } });
}

const named = (name: string) => collector.spans.filter((span) => span.name === name);
const traceOf = ({ traceId }: CollectedSpan) => collector.spans.filter((span) => span.traceId === traceId);
const shown = ({ service, kind, name }: CollectedSpan) => `${service} ${kind} ${name}`;

describe('the spans of the demonstration', () => {
  it('lead from the freeze of a cycle into every service that takes the snapshot, in one trace', () => {
    const [freeze] = named('POST /cycles/:cycleId/snapshots');
    const trace = traceOf(freeze!);
    expect(trace.map(shown)).toEqual(expect.arrayContaining(['indicators server POST /cycles/:cycleId/snapshots', 'scoring consumer process indicators.snapshot.frozen.v1', 'incentives consumer process indicators.snapshot.frozen.v1']));
    const taken = trace.filter(({ name }) => name === 'process indicators.snapshot.frozen.v1');
    expect(taken.map(({ parent }) => parent)).toEqual([freeze!.spanId, freeze!.spanId]);
  });

  it('lead from the request for a run over its parts to the scores that incentives takes', () => {
    const asked = named('POST /runs').find(({ attributes }) => Number(attributes['http.response.status_code']) < 300);
    const trace = traceOf(asked!).map(shown);
    expect(trace).toEqual(expect.arrayContaining(['scoring server POST /runs', 'scoring consumer process scoring.part.requested.v1', 'incentives consumer process scoring.run.completed.v1']));
    expect(trace.filter((span) => span === 'incentives consumer process scoring.score.computed.v1').length).toBeGreaterThan(100);
  });

  it('reach the collector also where the service was stopped right behind them', () => {
    expect(named('GET /cases')).toHaveLength(1);
  });

  it('name no person, no case and no org unit', async () => {
    const people = (JSON.parse(await readFile(peopleFile, 'utf8')) as { sub: string; name: string }[]).flatMap(({ sub, name }) => [sub, name]);
    const said = JSON.stringify(collector.spans);
    expect(people.filter((word) => said.includes(`"${word}"`) || said.includes(`/${word}`))).toEqual([]);
    expect(said).not.toMatch(/PK-[A-Z]|[/=]2023/);
  });

  it('are named for the route also where the local sign-in gives out tokens', () => {
    expect(named('POST /token').map(({ service }) => service)).toContain('identity');
  });

  it('are of every service, and none of them failed', () => {
    expect([...new Set(collector.spans.map(({ service }) => service))].sort()).toEqual([...services].sort());
    expect(collector.spans.filter(({ failed }) => failed).map(shown)).toEqual([]);
  });
});
