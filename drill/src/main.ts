import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listRuns, listSchemes, listValues, topics } from '@mizan/contracts';
import { readTheBooks } from '@mizan/demonstration/books.ts';
import { runDemonstration } from '@mizan/demonstration';
import { signIn } from '@mizan/demonstration/sign-in.ts';
import { call } from '@mizan/http';
import { freePort } from '@mizan/launcher';
import { brokersOf, deployment, type Deployment } from '@mizan/launcher/deployment.ts';
import { startProduct } from '@mizan/launcher/start.ts';
import { startCuttingProxy } from '@mizan/testkit';
import { checkHistory, type Sent } from './check.ts';
import { inject, planFaults } from './faults.ts';
import { readLogs, readTopics, watchCheckpoints } from './history.ts';
import { work, workAgain } from './load.ts';
import { corrected, type Office, type Prepared, type Task } from './operations.ts';
import { seeded } from './random.ts';

const option = (name: string, otherwise: number) => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? otherwise : Number(process.argv[place + 1]);
};
const short = process.argv.includes('--short');
const seed = option('seed', 1);
const faults = option('faults', short ? 24 : 200);
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Tokens end after some minutes; each is asked for again well before. */
function tokens(target: Deployment): (role: string) => Promise<string> {
  const held = new Map<string, { token: Promise<string>; until: number }>();
  return (role) => {
    const known = held.get(role);
    if (known && Date.now() < known.until) return known.token;
    const token = signIn(role, target.urls.identity, target.dataDir);
    token.catch(() => held.delete(role));
    held.set(role, { token, until: Date.now() + 60_000 });
    return token;
  };
}

/** A product with the demonstration in it, ready for work. */
async function prepare(target: Deployment): Promise<{ office: Office; prepared: Prepared; orgUnits: string[]; stop: () => Promise<void> }> {
  const product = await startProduct(target, (text) => text.includes('ended') || say(`  ${text}`));
  await runDemonstration({ dataDir: target.dataDir, urls: target.urls, progress: () => undefined });
  const token = tokens(target);
  const { schemes } = await call(listSchemes, { baseUrl: target.urls.incentives, token: await token('auditor') });
  const { values } = await call(listValues, { baseUrl: target.urls.indicators, token: await token('auditor'), query: { ...corrected, limit: 40 } });
  const scheme = schemes[0]!;
  const sent: Sent[] = [];
  const methodologySha256 = await methodologyOf(target, token);
  return { office: { urls: target.urls, token, sent }, prepared: { methodologySha256, schemeSha256: scheme.schemeSha256 }, orgUnits: values.map(({ orgUnit }) => orgUnit), stop: () => product.stop() };
}

async function methodologyOf(target: Deployment, token: (role: string) => Promise<string>): Promise<string> {
  const { runs } = await call(listRuns, { baseUrl: target.urls.scoring, token: await token('auditor'), query: { cycleId: '2023' } });
  return runs[0]!.methodologySha256;
}

/** The product over Kafka, with faults. @returns what it left behind, and the findings of the checker */
async function withFaults(dataDir: string): Promise<{ tasks: Task[]; books: Record<string, string[]>; findings: string[] }> {
  const proxyPort = await freePort();
  const target = deployment(dataDir, 21_000 + 20 * (process.pid % 100), { kafka: true, kafkaSeenAt: proxyPort });
  const proxy = await startCuttingProxy(() => target.ports.kafka, proxyPort);
  say('Starting the product over Kafka …');
  const { office, prepared, orgUnits, stop } = await prepare(target);
  const reading = { urls: target.urls, token: () => office.token('auditor') };
  const witness = watchCheckpoints(reading);
  const random = seeded(seed);
  let over = false;
  const working = work(office, prepared, { orgUnits, random: seeded(seed + 1), stopped: () => over, cycles: short ? 2 : 4 });
  working.catch(() => undefined);
  for (const [number, kind] of planFaults(random, faults).entries()) {
    say(`fault ${number + 1} of ${faults}: ${kind}`);
    await inject(kind, { dataDir, superuserUrl: `postgres://postgres@127.0.0.1:${target.ports.postgres}/mizan`, brokers: `127.0.0.1:${target.ports.kafka}`, proxy, topics: topics.map(({ name }) => name) }, random);
    await pause(500 + random.next() * 4000);
  }
  over = true;
  say('No more faults; what was begun is finished …');
  const tasks = await working;
  const { logs, keys } = await readLogs(reading);
  const size = Object.values(logs).reduce((sum, { length }) => sum + length, 0);
  const partitions = await readTopics(brokersOf(target), topics.map(({ name }) => name).filter((name) => !name.includes('dead-letter')), size);
  const checkpoints = await witness.stop();
  const books = await readTheBooks(reading);
  const findings = checkHistory({ sent: office.sent, logs, keys, checkpoints, partitions });
  say(`${office.sent.length} acknowledged operations, ${size} leaves, ${Object.values(partitions).reduce((sum, { length }) => sum + length, 0)} messages, ${checkpoints.length} checkpoints`);
  await stop();
  await proxy.stop();
  return { tasks, books, findings };
}

/** The same work by the feed, with nothing in its way. */
async function withoutFaults(dataDir: string, tasks: readonly Task[]): Promise<Record<string, string[]>> {
  say(`The same ${tasks.length} tasks without faults …`);
  const target = deployment(dataDir, 23_100 + 20 * (process.pid % 40));
  const { office, prepared, stop } = await prepare(target);
  await workAgain(office, prepared, tasks);
  const books = await readTheBooks({ urls: target.urls, token: () => office.token('auditor') });
  await stop();
  return books;
}

function differences(faulty: Record<string, string[]>, clean: Record<string, string[]>): string[] {
  const subjects = [...new Set([...Object.keys(faulty), ...Object.keys(clean)])];
  return subjects.filter((subject) => JSON.stringify(faulty[subject]) !== JSON.stringify(clean[subject])).map((subject) => `${subject} differs from the run without faults`);
}

const home = await mkdtemp(join(tmpdir(), 'mizan-drill-'));
const began = Date.now();
const { tasks, books, findings } = await withFaults(join(home, 'faults'));
const all = [...findings, ...differences(books, await withoutFaults(join(home, 'clean'), tasks))];
for (const finding of all.slice(0, 50)) process.stdout.write(`${finding}\n`);
if (all.length > 50) process.stdout.write(`and ${all.length - 50} more\n`);
process.stdout.write(`drill: ${all.length === 0 ? 'passed' : 'FAILED'} (seed ${seed}, ${faults} faults, ${tasks.length} tasks, ${Math.round((Date.now() - began) / 1000)} s)\n`);
await rm(home, { recursive: true, force: true });
process.exit(all.length === 0 ? 0 : 1);
