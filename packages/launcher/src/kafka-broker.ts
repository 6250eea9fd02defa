import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { diesWithUs, follow, type Running } from './child.ts';
import { kafkaJars } from './kafka-jars.ts';

export interface BrokerPlace {
  /** Where the broker keeps its data; made on first use. */
  readonly dataDir: string;
  readonly port: number;
  readonly controllerPort: number;
  /** What clients are told to connect to, when that is not the broker's own port. */
  readonly advertisedPort?: number;
  readonly say?: (text: string) => void;
  /** Lines of the broker's configuration; a later one wins over an earlier one. */
  readonly settings?: readonly string[];
  /** Users the broker knows from its first start on, by SCRAM-SHA-512. */
  readonly users?: Readonly<Record<string, string>>;
}
export interface RunningBroker extends Running {
  /** For KAFKA_BROKERS. */
  readonly brokers: string;
}

/** One node that is broker and controller; topics are never made by themselves. */
const configure = ({ dataDir, port, controllerPort, advertisedPort = port, settings = [] }: BrokerPlace) => `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${advertisedPort},CONTROLLER://127.0.0.1:${controllerPort}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=${join(dataDir, 'data')}
auto.create.topics.enable=false
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
log.cleaner.dedupe.buffer.size=16777216
num.network.threads=2
num.io.threads=4
background.threads=2
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
${settings.join('\n')}
`;

/**
 * Starts a real Apache Kafka broker (KRaft) on the loopback address from Apache's own jars. It dies with this process
 * and keeps its data.
 * @throws Error saying what is missing, or the broker's own last words when it does not start
 */
export async function startBroker(place: BrokerPlace): Promise<RunningBroker> {
  const dataDir = resolve(place.dataDir);
  const classes = ['-cp', join(await kafkaJars(place.say ?? (() => undefined)), '*')];
  const config = join(dataDir, 'server.properties');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(config, configure({ ...place, dataDir }));
  if (!existsSync(join(dataDir, 'data', 'meta.properties'))) await format(classes, config, place.users ?? {});
  const logFile = join(dataDir, 'server.log');
  const log = await open(logFile, 'a', 0o600);
  const { size } = await log.stat();
  const command = diesWithUs('TERM', ['java', '-Xmx512m', '-Xms64m', '-XX:+UseSerialGC', '-XX:MaxDirectMemorySize=256m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dorg.slf4j.simpleLogger.log.kafka.server=info', ...classes, 'kafka.Kafka', config]);
  const child = spawn(command[0] ?? '', command.slice(1), { cwd: dataDir, stdio: ['ignore', log.fd, log.fd], detached: true });
  await log.close();
  const running = follow(child, 'SIGTERM', 20_000);
  const said = async () => (await readFile(logFile)).subarray(size).toString('utf8');
  await untilServing(running, place.port, said);
  return { ...running, brokers: `127.0.0.1:${place.port}` };
}

async function format(classes: readonly string[], config: string, users: Readonly<Record<string, string>>): Promise<void> {
  // The tool reads an id with a leading hyphen as an option.
  const clusterId = `A${randomBytes(16).toString('base64url').slice(1)}`;
  await promisify(execFile)('java', ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error', ...classes, 'kafka.tools.StorageTool', 'format', '--standalone', '--ignore-formatted', '-t', clusterId, '-c', config, ...Object.entries(users).flatMap(([name, password]) => ['--add-scram', `SCRAM-SHA-512=[name=${name},password=${password}]`])]);
}

async function untilServing(running: Running, port: number, said: () => Promise<string>): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const over = await Promise.race([running.ended, pause(100, undefined)]);
    if (over !== undefined) throw new Error(`Kafka did not start (${over}):\n${(await said()).slice(-2000)}`);
    if ((await said()).includes('Kafka Server started') && (await accepts(port))) return;
  }
  await running.stop();
  throw new Error(`Kafka did not answer within a minute:\n${(await said()).slice(-2000)}`);
}

const accepts = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), done(true)));
    socket.once('error', () => done(false));
  });
