import { setTimeout as pause } from 'node:timers/promises';
import { type StartedTestContainer } from 'testcontainers';
import postgres from 'postgres';
import { freePort } from '@mizan/launcher';
import { type TestBroker } from './test-broker.ts';

/** Whether tests run their servers in containers (npm run test:containers), which leaves every claim as it is. */
export const inContainers = () => process.env['MIZAN_TEST_SERVERS'] === 'containers';

/** What the product is run with in production: docker-compose.yml names the same images. */
const images = { kafka: 'apache/kafka:4.1.0', postgres: 'postgres:18' };
// Loaded only here: an ordinary test run knows no Docker.
const library = () => import('testcontainers');

/** PostgreSQL in a container of its own. */
export async function startPostgresContainer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { GenericContainer, Wait } = await library();
  const container = await new GenericContainer(images.postgres)
    .withEnvironment({ POSTGRES_HOST_AUTH_METHOD: 'trust', POSTGRES_PASSWORD: 'unused' })
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  const url = `postgres://postgres@${container.getHost()}:${container.getMappedPort(5432)}/postgres`;
  await untilAnswering(url);
  return { url, stop: () => removed(container) };
}

/** The server starts twice on a new cluster, the first time for itself. */
async function untilAnswering(url: string): Promise<void> {
  for (const until = Date.now() + 60_000; ; await pause(200)) {
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
    const fault = await sql`SELECT 1`.then(() => undefined, (error: Error) => error);
    await sql.end({ timeout: 1 });
    if (!fault) return;
    if (Date.now() > until) throw new Error('PostgreSQL did not answer in its container within a minute', { cause: fault });
  }
}

/** A Kafka broker in a container of its own, reached at a port of this machine that stays when it is killed. */
export async function startBrokerContainer({ advertisedPort }: { advertisedPort?: number }): Promise<TestBroker> {
  const { GenericContainer, Wait, getContainerRuntimeClient } = await library();
  const port = await freePort();
  const container = await new GenericContainer(images.kafka)
    .withEnvironment(brokerSettings(advertisedPort ?? port))
    .withExposedPorts({ container: 9092, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  const client = await getContainerRuntimeClient();
  return {
    brokers: `127.0.0.1:${advertisedPort ?? port}`,
    port,
    kill: () => client.container.getById(container.getId()).kill({ signal: 'SIGKILL' }) as Promise<void>,
    start: () => container.restart(),
    stop: () => removed(container),
  };
}

const brokerSettings = (advertisedPort: number) => ({
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
  KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${advertisedPort}`,
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS: '4',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_BROKER_HEARTBEAT_INTERVAL_MS: '500',
  KAFKA_BROKER_SESSION_TIMEOUT_MS: '3000',
  KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE: '16777216',
});

const removed = async (container: StartedTestContainer) => void (await container.stop({ timeout: 10, remove: true, removeVolumes: true }));
