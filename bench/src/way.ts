import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openBus, provisionTopics } from '@mizan/bus';
import { roleGranted } from '@mizan/contracts';
import { type Database, record, transact } from '@mizan/db';
import { createAuthenticate, createServer, logRoutes, mountAll } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { serve, startTestDatabase, startTestIssuer } from '@mizan/testkit';
import { type Order, type Seen } from './consumer.ts';

export interface Way {
  readonly produced: Database;
  /** Records so many events in one transaction; the handler sees each number once. */
  commit(numbers: readonly number[]): Promise<void>;
  /** Records as many and then fails. */
  rollBack(numbers: readonly number[]): Promise<void>;
  /** Ends the relay, so that what is recorded stays where it is until `relay`. */
  hold(): Promise<void>;
  relay(): void;
  stop(): Promise<void>;
}
const actor = { service: 'incentives', deployment: 'bench' };
const people = 400;

/**
 * A producer with its log in this process and a consumer with a database of its own in another, joined by the feed or
 * by Kafka, and seen to work by a first event with the number 0.
 * @param seen - is told each number a handler got, and when, on the clock of `monotonic`
 */
export async function openWay(brokers: string | undefined, seen: (number: number, at: number) => void): Promise<Way> {
  const [produced, issuer] = [await startTestDatabase('incentives'), await startTestIssuer()];
  const telemetry = createTelemetry('incentives', { write: () => undefined });
  const deps = { service: 'incentives', deployment: 'bench', db: produced.db, authenticate: createAuthenticate(issuer.issuer), onFault: () => undefined };
  const served = await serve(createServer({ telemetry, ready: () => true, routes: (app) => mountAll(app, logRoutes(produced.db, { origin: 'bench/audit/incentives', vkey: 'none' }), deps) }));
  if (brokers !== undefined) await provisionTopics({ brokers: [brokers], clientId: 'bench', onFault: () => undefined });
  const openRelay = () => openBus({ db: produced.db, actor, kafka: brokers === undefined ? undefined : { brokers: [brokers] }, onFault: (error, what) => process.stderr.write(`${what}: ${error.message}\n`) });
  let relay = openRelay();
  const order: Order = { brokers, url: served.url, token: await issuer.token({ sub: 'service:scoring', roles: ['service'] }, { expiresIn: '2h' }) };
  const first = Promise.withResolvers<void>();
  const consumer = await startConsumer(order, (number, at) => (number === 0 ? first.resolve() : seen(number, at)));
  const write = (numbers: readonly number[], end: () => Promise<void>) =>
    transact(produced.db, actor, (tx) => {
      for (const n of numbers) record(tx, roleGranted, { subject: `person/${n % people}`, data: { personId: `p${n % people}`, role: 'auditor', orgUnit: String(n) } });
      return end();
    });
  await write([0], () => Promise.resolve());
  await first.promise;
  return {
    produced: produced.db,
    commit: (numbers) => write(numbers, () => Promise.resolve()),
    rollBack: (numbers) => write(numbers, () => Promise.reject(new Error('rolled back'))).catch(() => undefined),
    hold: () => relay.stop(),
    relay: () => void (relay = openRelay()),
    async stop() {
      await consumer.stop();
      await relay.stop();
      await served.stop();
      await issuer.stop();
      await produced.stop();
    },
  };
}

async function startConsumer(order: Order, seen: (number: number, at: number) => void): Promise<{ stop: () => Promise<unknown> }> {
  const child = fork(new URL('./consumer.ts', import.meta.url), { execArgv: ['--no-warnings'] });
  const ended = once(child, 'exit');
  child.send(order);
  await once(child, 'message');
  child.on('message', (told: Seen) => told.forEach(([number, at]) => seen(number, at)));
  return { stop: () => (child.send('stop'), ended) };
}
