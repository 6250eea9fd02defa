import { openBus } from '@mizan/bus';
import { type Envelope, roleGranted } from '@mizan/contracts';
import { startTestDatabase } from '@mizan/testkit';
import { monotonic } from './monotonic.ts';

/** What a consumer in a process of its own is told to follow. */
export interface Order {
  readonly brokers: string | undefined;
  readonly url: string;
  readonly token: string;
}
/** The number of each event whose handler has run, and when, by the machine's own clock. */
export type Seen = readonly (readonly [number: number, milliseconds: number])[];

const tell = (what: Seen | 'ready') => process.send?.(what);

process.once('message', (order: Order) => void consume(order));

/** Applies the producer's events with an effect of nothing, and says so every few milliseconds. */
async function consume({ brokers, url, token }: Order): Promise<void> {
  const database = await startTestDatabase('scoring');
  const kafka = brokers === undefined ? undefined : { brokers: [brokers] };
  const bus = openBus({ db: database.db, actor: { service: 'scoring', deployment: 'bench' }, kafka, onFault: (error, what) => process.stderr.write(`${what}: ${error.message}\n`) });
  let seen: (readonly [number, number])[] = [];
  const handler = (_tx: unknown, { data }: Envelope) => Promise.resolve(void seen.push([Number(data['orgUnit']), monotonic()]));
  bus.follow({ consumer: `bench.${Date.now()}`, producer: 'incentives', url, token: () => Promise.resolve(token), handlers: { [roleGranted.type]: handler } });
  const telling = setInterval(() => {
    if (seen.length > 0) tell(seen);
    seen = [];
  }, 25);
  process.once('message', () => {
    clearInterval(telling);
    void bus.stop().then(() => database.stop()).then(() => process.exit());
  });
  tell('ready');
}
