import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { openBus, provisionTopics } from '@mizan/bus';
import { partRequested } from '@mizan/contracts';
import { connect, transact } from '@mizan/db';
import { createAuthenticate } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { whyNoBroker, serve, startTestBroker, startTestDatabase, startTestIssuer } from '@mizan/testkit';
import { findRun } from '../../runs.ts';
import { createApp } from '../../testing/app.fixture.ts';
import { demonstrationMethodology, frozenDemonstration } from '../../testing/demonstration.fixture.ts';
import { publishDocument } from '../../testing/publish.fixture.ts';
import { takeSnapshot } from '../take-snapshot/take-snapshot.ts';
import { progressOf } from './progress.ts';
import { requestRun } from './request-run.ts';
import { scorePart } from './score-part.ts';

const missing = await whyNoBroker();
let runs = 0;
const actor = { service: 'scoring', deployment: 'test' };
const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** A run over Kafka by so many instances of the service on one database. @param onPart - happens before each part is scored */
async function runWith(instances: number, brokers: string, onPart: () => void = () => undefined) {
  const run = (runs += 1);
  const database = await startTestDatabase('scoring', migrations);
  const issuer = await startTestIssuer();
  const { frozen, indicators } = frozenDemonstration('snap-1');
  const app = createApp({ db: database.db, deployment: 'test', log: { origin: 'test/audit/scoring', vkey: 'test' }, authenticate: createAuthenticate(issuer.issuer), telemetry: createTelemetry('scoring'), indicators, takeAllInputs: () => Promise.resolve() });
  const served = await serve(app);
  const start = () => {
    const db = connect(database.url);
    const bus = openBus({ db, actor, kafka: { brokers: [brokers] }, onFault: () => undefined });
    const token = () => issuer.token({ sub: 'service:scoring', roles: ['service'] });
    bus.follow({ consumer: `scoring.parts-${run}`, producer: 'scoring', url: served.url, token, handlers: { [partRequested.type]: (tx, { data }) => (onPart(), scorePart(tx, partRequested.data.parse(data))) } });
    return async () => (await bus.stop(), db.close());
  };
  const started = Array.from({ length: instances }, start);
  const methodologySha256 = await publishDocument(database.db, demonstrationMethodology());
  await transact(database.db, actor, (tx) => takeSnapshot(tx, frozen, indicators));
  const { runId } = await transact(database.db, actor, (tx) => requestRun(tx, { cycleId: '2023', methodologySha256, snapshotId: 'snap-1' }, 'officer'));
  while ((await progressOf(database.db, runId)).state === 'running') await new Promise((resolve) => setTimeout(resolve, 50));
  const { scored, notScorable, scoresRoot } = await findRun(database.db, runId);
  await Promise.all(started.map((close) => close()));
  await served.stop();
  await issuer.stop();
  await database.stop();
  return { scored, notScorable, scoresRoot };
}

/** How long the broker is away, in milliseconds. */
const away = Number(process.env['MIZAN_BROKER_AWAY_MS'] ?? 5000);
const claim = missing ? it.skip : it;
const untried = missing ? `, which was not tried: ${missing}` : '';

claim(`three instances give the scores that one gives, also when the broker is killed in the middle and comes back later${untried}`, async () => {
  const broker = await startTestBroker();
  await provisionTopics({ brokers: [broker.brokers], clientId: 'test', onFault: () => undefined });
  const one = await runWith(1, broker.brokers);
  expect(one).toMatchObject({ scored: 133, notScorable: 28 });
  expect(await runWith(3, broker.brokers)).toEqual(one);
  let back: Promise<void> | undefined;
  const killOnce = () => void (back ??= broker.kill().then(() => pause(away)).then(() => broker.start()));
  expect(await runWith(3, broker.brokers, killOnce)).toEqual(one);
  expect(back).toBeDefined();
  await back;
  await broker.stop();
}, 120_000 + 2 * away);
