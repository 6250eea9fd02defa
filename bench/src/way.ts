import { openBus, provisionTopics } from '@mizan/bus';
import { type Envelope, roleGranted } from '@mizan/contracts';
import { type Database, record, transact } from '@mizan/db';
import { createAuthenticate, createServer, logRoutes, mountAll } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { serve, startTestDatabase, startTestIssuer } from '@mizan/testkit';

export interface Way {
  readonly produced: Database;
  /** Records so many events in one transaction; the handler sees each number once. */
  commit(numbers: readonly number[]): Promise<void>;
  /** Records as many and then fails. */
  rollBack(numbers: readonly number[]): Promise<void>;
  stop(): Promise<void>;
}
const producerActor = { service: 'incentives', deployment: 'bench' };
const people = 400;

/** A producer with its log and a consumer with a database of its own, joined by the feed or by Kafka. */
export async function openWay(brokers: string | undefined, seen: (number: number) => void): Promise<Way> {
  const [produced, consuming, issuer] = [await startTestDatabase('incentives'), await startTestDatabase('scoring'), await startTestIssuer()];
  const telemetry = createTelemetry('incentives', { write: () => undefined });
  const deps = { service: 'incentives', deployment: 'bench', db: produced.db, authenticate: createAuthenticate(issuer.issuer), onFault: () => undefined };
  const served = await serve(createServer({ telemetry, ready: () => true, routes: (app) => mountAll(app, logRoutes(produced.db, { origin: 'bench/audit/incentives', vkey: 'none' }), deps) }));
  const kafka = brokers === undefined ? undefined : { brokers: [brokers] };
  if (brokers !== undefined) await provisionTopics({ brokers: [brokers], clientId: 'bench', onFault: () => undefined });
  const onFault = () => undefined;
  const producer = openBus({ db: produced.db, actor: producerActor, kafka, onFault });
  const consumer = openBus({ db: consuming.db, actor: { service: 'scoring', deployment: 'bench' }, kafka, onFault });
  const handler = (_tx: unknown, { data }: Envelope) => Promise.resolve(seen(Number(data['orgUnit'])));
  const held = await issuer.token({ sub: 'service:scoring', roles: ['service'] }, { expiresIn: '2h' });
  consumer.follow({ consumer: `bench.${Date.now()}`, producer: 'incentives', url: served.url, token: () => Promise.resolve(held), handlers: { [roleGranted.type]: handler } });
  const write = (numbers: readonly number[], end: () => Promise<void>) =>
    transact(produced.db, producerActor, (tx) => {
      for (const n of numbers) record(tx, roleGranted, { subject: `person/${n % people}`, data: { personId: `p${n % people}`, role: 'auditor', orgUnit: String(n) } });
      return end();
    });
  return {
    produced: produced.db,
    commit: (numbers) => write(numbers, () => Promise.resolve()),
    rollBack: (numbers) => write(numbers, () => Promise.reject(new Error('rolled back'))).catch(() => undefined),
    async stop() {
      await consumer.stop();
      await producer.stop();
      await served.stop();
      await issuer.stop();
      await consuming.stop();
      await produced.stop();
    },
  };
}
