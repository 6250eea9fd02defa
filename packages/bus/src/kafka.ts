import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { connect as connectSecurely } from 'node:tls';
import kafkajs, { type Admin, type Consumer, type EachBatchPayload, type ISocketFactory, type KafkaConfig, type Producer } from 'kafkajs';
import { type Topic } from '@mizan/contracts';
import { type Batch } from './batch.ts';
import { inWords } from './kafka-faults.ts';
import { type Brought, openLanes } from './lanes.ts';
import { keepOffsets } from './offsets.ts';

// The only file that knows the client: whoever replaces it rewrites this one and runs the conformance suite.
const { CompressionCodecs, CompressionTypes, ConfigResourceTypes, Kafka, logLevel } = kafkajs;

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** The authority that signed the brokers' certificates (PEM file); with it the connection is TLS. */
  readonly caFile?: string | undefined;
  readonly user?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly onFault: (error: Error, what: string) => void;
}
export interface Outgoing {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
}
export interface Sender {
  /** Sends in order and returns once every broker in sync has them. @throws Error when a send is under way, or the broker refuses */
  send(messages: readonly Outgoing[]): Promise<void>;
  close(): Promise<void>;
}
export interface Receiver {
  close(): Promise<void>;
}

/** Above this many bytes a batch is worth compressing. */
const gzipFrom = 16_384;
/** The least effort of gzip: three times as quick as the client's own, for a tenth more bytes. */
CompressionCodecs[CompressionTypes.GZIP] = () => ({
  compress: ({ buffer }: { buffer: Buffer }) => promisify(gzip)(buffer, { level: 1 }),
  decompress: (buffer: Buffer) => promisify(gunzip)(buffer),
});

function client({ brokers, clientId, caFile, user, passwordFile, onFault }: KafkaSettings) {
  const config: KafkaConfig = {
    clientId,
    brokers: [...brokers],
    retry: { initialRetryTime: 100, maxRetryTime: 5000, retries: 8 },
    connectionTimeout: 3000,
    requestTimeout: 15_000,
    socketFactory,
    logLevel: logLevel.ERROR,
    logCreator: () => ({ log }) => onFault(inWords(new Error([log.message, log['error']].filter(Boolean).join(': ')), user), 'Kafka'),
    ...(caFile ? { ssl: { ca: [readFileSync(caFile, 'utf8')] } } : {}),
    ...(user && passwordFile ? { sasl: { mechanism: 'scram-sha-512', username: user, password: readFileSync(passwordFile, 'utf8').trim() } } : {}),
  };
  return new Kafka(config);
}

/** As the client's own, but a small request does not wait for the answer to the one before it (Nagle's algorithm). */
const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const secure = ssl as typeof ssl | undefined;
  const socket = secure ? connectSecurely({ host, port, servername: host, ...secure }, onConnect) : connect({ host, port }, onConnect);
  return socket.setNoDelay(true).setKeepAlive(true, 60_000);
};

/**
 * A producer with one send in flight, idempotent, acknowledged by all. After a failed send the client gives its sequence
 * numbers back and would use them again for other bytes, which loses them: so a failed producer is never used again.
 */
export function openSender(settings: KafkaSettings): Sender {
  const kafka = client(settings);
  let producer: Promise<Producer> | undefined;
  let busy = false;
  const connected = async () => {
    const opened = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await opened.connect();
    return opened;
  };
  const drop = async () => {
    const failed = producer;
    producer = undefined;
    await failed?.then((one) => one.disconnect()).catch(() => undefined);
  };
  return {
    async send(messages) {
      if (busy) throw new Error('a send is under way; a producer sends one after another');
      busy = true;
      try {
        producer ??= connected();
        await (await producer).sendBatch({ acks: -1, compression: sizeOf(messages) > gzipFrom ? CompressionTypes.GZIP : CompressionTypes.None, topicMessages: byTopic(messages) });
      } catch (error) {
        await drop();
        throw inWords(error as Error, settings.user);
      } finally {
        busy = false;
      }
    },
    close: drop,
  };
}

const sizeOf = (messages: readonly Outgoing[]) => messages.reduce((sum, { value }) => sum + value.length, 0);
const byTopic = (messages: readonly Outgoing[]) => [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, some]) => ({ topic, messages: some.map(({ key, value, headers }) => ({ key, value, headers })) }));

/**
 * A member of a consumer group, from the first message on where the group has no offset yet. `onBatch` must not throw:
 * what it cannot apply it parks. Offsets move only by `settle`.
 */
export function openReceiver(settings: KafkaSettings, { group, topics, onBatch }: { group: string; topics: readonly string[]; onBatch: (batch: Batch) => Promise<void> }): Receiver {
  const stopping = new AbortController();
  const consumer = client(settings).consumer({
    groupId: group,
    sessionTimeout: 15_000,
    heartbeatInterval: 1000,
    rebalanceTimeout: 30_000,
    maxWaitTimeInMs: 1000,
    minBytes: 1,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 5000, retries: 8, restartOnFailure: () => Promise.resolve(!stopping.signal.aborted) },
  });
  const onFault: KafkaSettings['onFault'] = (error, what) => settings.onFault(inWords(error, settings.user), what);
  const offsets = keepOffsets((due) => consumer.commitOffsets([...due]), onFault);
  const lanes = openLanes(onBatch, offsets.note);
  consumer.on(consumer.events.GROUP_JOIN, () => (offsets.forget(), lanes.leave()));
  const member = stayJoined(consumer, { topics, onBatch: (payload) => lanes.take(broughtBy(payload), stopping.signal), onFault, signal: stopping.signal });
  return {
    async close() {
      stopping.abort();
      await lanes.done();
      await offsets.close();
      await member;
      await consumer.disconnect().catch((error: Error) => settings.onFault(error, 'leaving the consumer group'));
    },
  };
}

function broughtBy(payload: EachBatchPayload): Brought {
  const { topic, partition, messages } = payload.batch;
  return {
    messages: messages.map(({ key, value, headers, offset }) => ({ topic, partition, offset, key, value, headers: headers ?? {} })),
    // Where the client fetches on; the group's offset is another and moves by what is noted alone.
    fetchOn: () => payload.resolveOffset(payload.batch.lastOffset()),
    isRunning: () => payload.isRunning(),
    heartbeat: () => payload.heartbeat(),
  };
}

interface Membership {
  readonly topics: readonly string[];
  readonly onBatch: (payload: EachBatchPayload) => Promise<void>;
  readonly onFault: KafkaSettings['onFault'];
  readonly signal: AbortSignal;
}

/** Joins, and joins again whenever the client gives up: a right that is missing today may be given tomorrow. */
async function stayJoined(consumer: Consumer, { topics, onBatch, onFault, signal }: Membership): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const ended = untilOver(consumer, signal);
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 16, eachBatch: onBatch });
      attempt = 0;
      await ended;
    } catch (error) {
      onFault(error as Error, `joining for ${topics.join(', ')}; a missing topic is made by \`mizan topics apply\``);
      await consumer.disconnect().catch(() => undefined);
      await pause(Math.min(10_000, 500 * 2 ** attempt), undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Settles when we are told to stop. @throws what made the client give up for good */
function untilOver(consumer: Consumer, signal: AbortSignal): Promise<void> {
  const over = new Promise<void>((resolve, reject) => {
    const deaf = consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (restart) return;
      deaf();
      reject(error);
    });
    signal.addEventListener('abort', () => (deaf(), resolve()), { once: true });
  });
  over.catch(() => undefined);
  return over;
}


export interface TopicState {
  readonly name: string;
  readonly partitions: number;
  readonly settings: Readonly<Record<string, string>>;
}
export interface TopicAdmin {
  /** The topics of these names that exist, with the settings asked for. */
  describe(names: readonly string[], settings: readonly string[]): Promise<TopicState[]>;
  create(topic: Pick<Topic, 'name' | 'partitions'>, settings: Record<string, string>, replicas: number): Promise<void>;
  change(name: string, settings: Record<string, string>): Promise<void>;
  /** How many brokers there are. */
  brokers(): Promise<number>;
  close(): Promise<void>;
}

export async function openTopicAdmin(settings: KafkaSettings): Promise<TopicAdmin> {
  const admin = client(settings).admin();
  const spoken = <T>(work: Promise<T>): Promise<T> => work.catch((error: Error) => Promise.reject(inWords(error, settings.user)));
  await spoken(admin.connect());
  return {
    describe: (names, wanted) => spoken(describeTopics(admin, names, wanted)),
    async create({ name, partitions }, wanted, replicas) {
      const configEntries = Object.entries(wanted).map(([entry, value]) => ({ name: entry, value }));
      // The client's own wait for leaders gives up where a broker has not heard of the new topic yet.
      await spoken(admin.createTopics({ waitForLeaders: false, topics: [{ topic: name, numPartitions: partitions, replicationFactor: replicas, configEntries }] }));
      await untilLed(admin, name);
    },
    async change(name, wanted) {
      const configEntries = Object.entries(wanted).map(([entry, value]) => ({ name: entry, value }));
      await spoken(admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name, configEntries }] }));
    },
    brokers: async () => (await spoken(admin.describeCluster())).brokers.length,
    close: () => admin.disconnect(),
  };
}

async function untilLed(admin: Admin, topic: string): Promise<void> {
  for (const until = Date.now() + 15_000; ; await pause(50)) {
    const led = await admin.fetchTopicMetadata({ topics: [topic] }).then(({ topics }) => topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)), () => false);
    if (led) return;
    if (Date.now() > until) throw new Error(`the topic ${topic} was made and has no leader yet`);
  }
}

async function describeTopics(admin: Admin, names: readonly string[], wanted: readonly string[]): Promise<TopicState[]> {
  const there = new Set(await admin.listTopics());
  const present = names.filter((name) => there.has(name));
  if (present.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: present });
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: present.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: [...wanted] })) });
  const configs = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue]))]));
  return topics.map(({ name, partitions }) => ({ name, partitions: partitions.length, settings: configs.get(name) ?? {} }));
}

