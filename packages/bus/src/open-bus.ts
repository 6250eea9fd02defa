import { topicOf } from '@mizan/contracts';
import { type Actor, type Database } from '@mizan/db';
import { type Application, type EventHandler } from './apply.ts';
import { feedTransport } from './feed.ts';
import { type KafkaSettings, openSender } from './kafka.ts';
import { receive } from './receive.ts';
import { startRelay } from './relay.ts';
import { showParked } from './show-parked.ts';
import { subscribe, type Subscription } from './subscribe.ts';

export interface BusSettings {
  readonly db: Database;
  readonly actor: Actor;
  /** Without it events move by the feed. */
  readonly kafka?: Omit<KafkaSettings, 'onFault' | 'clientId'> | undefined;
  readonly onFault: (error: Error, what: string) => void;
}
export interface Follow {
  readonly consumer: string;
  readonly producer: string;
  /** Where the producer's log is read. */
  readonly url: string;
  readonly token: () => Promise<string>;
  readonly handlers: Readonly<Record<string, EventHandler>>;
}
export interface Bus {
  /** Applies the producer's events, each once, whichever way they move. */
  follow(what: Follow): Subscription;
  /** Who follows which log here, with what it does. */
  readonly applications: readonly Application[];
  stop(): Promise<void>;
}

/** A subject's events all lie on one topic, so a topic without a handled type has nothing this consumer needs. */
const topicsWith = (handlers: Follow['handlers']) => [...new Set(Object.keys(handlers).flatMap((type) => topicOf(type) ?? []))];

/** One way to move events for a whole service: with Kafka its log is published and others' topics are read, without it everybody reads the logs. */
export function openBus({ db, actor, kafka, onFault }: BusSettings): Bus {
  const clientId = `${actor.deployment}.${actor.service}`;
  const settings = kafka && { ...kafka, clientId, onFault };
  const relay = settings && startRelay({ db, origin: `${actor.deployment}/audit/${actor.service}`, sender: openSender(settings), onFault });
  const showing = settings && showParked({ db, service: actor.service, sender: openSender(settings), onFault });
  const subscriptions: Subscription[] = [];
  const applications: Application[] = [];
  return {
    applications,
    follow({ consumer, producer, url, token, handlers }) {
      const log = feedTransport({ url, token });
      const application = { db, actor, consumer, source: `${actor.deployment}/audit/${producer}`, handlers, onFault };
      const subscription = settings ? receive({ ...application, kafka: settings, topics: topicsWith(handlers), log }) : subscribe({ ...application, transport: log });
      subscriptions.push(subscription);
      applications.push(application);
      return subscription;
    },
    async stop() {
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      await Promise.all([relay?.stop(), showing?.stop()]);
    },
  };
}
