import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Running } from './child.ts';
import { provisionTopics } from '@mizan/bus';
import { brokersOf, type Deployment, environmentOf, prepareFiles, type ServiceName, services, stateful } from './deployment.ts';
import { isFree } from './free-port.ts';
import { startBroker } from './kafka-broker.ts';
import { brokerNeeds } from './kafka-jars.ts';
import { keepRunning, type Kept } from './keep-running.ts';
import { startPostgres } from './postgres.ts';
import { prepareDatabase, type ServiceUrls } from './prepare-database.ts';
import { type RunFile, takeFolder } from './run-file.ts';
import { startService } from './service.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const peopleFile = join(root, 'demonstration', 'data', 'people.json');

export interface RunningProduct {
  stop(): Promise<void>;
}
interface Start {
  readonly target: Deployment;
  readonly say: (text: string) => void;
  readonly runFile: RunFile;
}

/**
 * Starts PostgreSQL and every service, and waits until each says it is ready.
 * @param signal - gives the start up; what runs by then is stopped
 * @throws Error in words when a port is taken or another launcher holds the data folder
 */
export async function startProduct(target: Deployment, say: (text: string) => void, signal?: AbortSignal): Promise<RunningProduct> {
  const runFile = await takeFolder(target.dataDir, target.urls.portal);
  const kept: Kept[] = [];
  const beneath: Kept[] = [];
  const stop = async () => {
    await Promise.all(kept.map((service) => service.stop()));
    await Promise.all(beneath.map((server) => server.stop()));
    await runFile.forget();
  };
  try {
    const needs = target.kafka ? await brokerNeeds() : undefined;
    if (needs) throw new Error(needs);
    await portsAreFree(target);
    await prepareFiles(target);
    const start = { target, say, runFile };
    say('Starting PostgreSQL …');
    const { database, urls } = await keepPostgres(start);
    beneath.push(database);
    if (target.kafka) beneath.push(await keepKafka(start));
    say('Starting the services …');
    for (const name of services) kept.push(await keepService(start, name, urls[name]));
    await Promise.all(services.map((name) => isReady(name, target, signal)));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function keepPostgres({ target, say, runFile }: Start): Promise<{ database: Kept; urls: Record<string, ServiceUrls> }> {
  const place = { dataDir: join(target.dataDir, 'postgres'), port: target.ports.postgres, logFile: join(target.dataDir, 'logs', 'postgres.log') };
  let superuserUrl = '';
  const database = await keepRunning({
    name: 'PostgreSQL',
    say,
    start: async () => {
      const server = await startPostgres(place);
      superuserUrl = server.url;
      return remembered(runFile, 'postgres', server, place.dataDir);
    },
  });
  try {
    return { database, urls: await prepareDatabase({ superuserUrl, services: stateful }) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function keepKafka({ target, say, runFile }: Start): Promise<Kept> {
  say('Starting Kafka …');
  const place = { dataDir: join(target.dataDir, 'kafka'), port: target.ports.kafka, controllerPort: target.ports.kafkaController, say, ...(target.kafkaSeenAt === undefined ? {} : { advertisedPort: target.kafkaSeenAt }) };
  const broker = await keepRunning({ name: 'Kafka', say, start: async () => remembered(runFile, 'kafka', await startBroker(place), place.dataDir) });
  await provisionTopics({ brokers: [brokersOf(target)], clientId: 'mizan', onFault: () => undefined });
  return broker;
}

function keepService({ target, say, runFile }: Start, name: ServiceName, urls: ServiceUrls | undefined): Promise<Kept> {
  const script = join(root, 'services', name, 'src', 'main.ts');
  const service = { script, env: environmentOf(name, target, urls, peopleFile), logFile: logOf(name, target) };
  return keepRunning({ name, say, start: async () => remembered(runFile, name, await startService(service), script) });
}

async function remembered<R extends Running>(runFile: RunFile, name: string, running: R, command: string): Promise<R> {
  if (running.pid !== undefined) await runFile.remember(name, running.pid, command);
  return running;
}

async function portsAreFree({ ports, kafka }: Deployment): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if ((!kafka && name.startsWith('kafka')) || (await isFree(port))) continue;
    throw new Error(`Port ${port} (${name}) is taken by another program. Choose other ports, for example: MIZAN_PORT=${ports.portal + 1000} npm start`);
  }
}

const logOf = (name: ServiceName, { dataDir }: Deployment) => join(dataDir, 'logs', `${name}.log`);

async function isReady(name: ServiceName, target: Deployment, signal: AbortSignal | undefined): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    signal?.throwIfAborted();
    const ready = await fetch(`${target.urls[name]}/readyz`, { signal: AbortSignal.timeout(2000) }).then((reply) => reply.ok, () => false);
    if (ready) return;
    if (Date.now() > until) throw new Error(`${name} did not become ready within a minute. The reason is in ${logOf(name, target)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
