import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runDemonstration } from '@mizan/demonstration';
import { readTheBooks } from '@mizan/demonstration/books.ts';
import { signIn } from '@mizan/demonstration/sign-in.ts';
import { deployment } from '@mizan/launcher/deployment.ts';
import { startProduct } from '@mizan/launcher/start.ts';
import { type ReaderAtDesk, signInAt } from '@mizan/portal/testing/reader.fixture.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const portal = 'http://127.0.0.1:8400';
const quiet = () => undefined;
const project = ['compose', '--project-name', `mizan-test-${process.pid}`];

/** What docker compose prints on its standard output. @throws Error with its last words */
async function compose(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', [...project, ...args], { cwd: root, maxBuffer: 100_000_000 });
  return stdout;
}

/** Starts everything and waits for the demonstration to end. @returns what it printed */
async function comeUp(...args: string[]): Promise<string> {
  await compose('up', '--detach', ...args);
  const [id = ''] = (await compose('ps', '--all', '--quiet', 'demonstration')).trim().split('\n');
  const { stdout: code } = await promisify(execFile)('docker', ['wait', id]);
  const said = await compose('logs', '--no-log-prefix', 'demonstration');
  if (code.trim() !== '0') throw new Error(`the demonstration ended with ${code.trim()}:\n${said.slice(-3000)}`);
  return said;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: { readonly result: readonly { readonly metric: Readonly<Record<string, string>>; readonly value: readonly [number, string] }[] };
}
const askPrometheus = async (query: string) => (await (await fetch(`http://127.0.0.1:8490/api/v1/query?query=${encodeURIComponent(query)}`)).json()) as Answer;
/** Looks again until it holds: Prometheus scrapes every five seconds and judges its rules every fifteen. */
async function until<T>(look: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 60_000; ; await pause(1000)) {
    const value = await look();
    if (holds(value) || Date.now() > end) return value;
  }
}
const dashboard = async () => JSON.parse(await readFile(join(root, 'infra', 'grafana', 'dashboards', 'mizan.json'), 'utf8')) as { panels: { title: string; targets: { expr: string }[] }[] };

const goDown = () => compose('down', '--volumes', '--timeout', '30');
const booksInside = async () => JSON.parse(await compose('run', '--rm', '--no-deps', '--no-TTY', 'demonstration', 'infra/compose/src/read-books.ts')) as Record<string, string[]>;

/** The same demonstration as `npm start -- --once` runs it, by the feed and without containers. */
async function withoutContainers() {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-compose-'));
  const target = deployment(dataDir, 29_000 + 20 * (process.pid % 100));
  const product = await startProduct(target, quiet);
  try {
    const summary = await runDemonstration({ dataDir, urls: target.urls, progress: quiet });
    return { summary, books: await readTheBooks({ urls: target.urls, token: () => signIn('auditor', target.urls.identity, dataDir) }) };
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

describe('docker compose up', () => {
  let own: Awaited<ReturnType<typeof withoutContainers>>;
  let said: string;
  let desk: ReaderAtDesk | undefined;

  beforeAll(async () => {
    own = await withoutContainers();
    await compose('build', '--quiet', 'make-secrets');
    said = await comeUp();
  }, 900_000);
  afterAll(async () => {
    await desk?.leave();
    await goDown();
  }, 120_000);

  it('ends with the same figures as npm start and says where Mizan is ready', () => {
    const lines = said.split('\n');
    expect(lines).toEqual(expect.arrayContaining(Object.entries(own.summary).map(([name, value]) => `${name}: ${value}`)));
    expect(lines).toContain(`Mizan is ready: ${portal}`);
  });

  it('leaves the same books: every score, derivation, case and amount, and for each subject the same sequence', async () => {
    expect(Object.keys(own.books).length).toBeGreaterThan(300);
    expect(await booksInside()).toEqual(own.books);
  });

  it('lets an invented finance officer sign in and see the envelope', async () => {
    desk = await signInAt(portal, 'finance-officer');
    expect(await desk.page('/finance')).toContain('4,000,000');
  });

  it('answers the command line from inside, as it does beside npm start', async () => {
    expect(await compose('run', '--rm', '--no-TTY', 'mizan', 'case', 'list', '--cycle', '2023')).toContain('authorised');
    await expect(compose('run', '--rm', '--no-TTY', '--env', 'MIZAN_URL_INCENTIVES=http://nowhere:1', 'mizan', 'case', 'list')).rejects.toThrow('A service does not answer');
  });

  it('keeps every service from writing on its own file system and from being root', async () => {
    for (const service of ['identity', 'indicators', 'scoring', 'incentives', 'audit', 'portal']) {
      await expect(compose('exec', '--no-TTY', service, 'node', '-e', "require('fs').writeFileSync('/app/x', '')")).rejects.toThrow(/read-only file system/);
      expect(await compose('exec', '--no-TTY', service, 'id', '-u')).not.toBe('0\n');
    }
  });

  it('has Prometheus scrape every service, and none is down', async () => {
    const { data } = await askPrometheus('up');
    expect(data.result.map(({ value }) => value[1])).toEqual(Array.from({ length: 6 }, () => '1'));
  });

  it('answers every query of the dashboard with what the services said', async () => {
    for (const { title, targets } of (await dashboard()).panels) {
      for (const { expr } of targets) {
        // Nothing was answered with 5xx, so that there is no such series.
        const series = expr.includes('5..') ? 0 : 1;
        const { status, error, data } = await until(() => askPrometheus(expr), (answer) => answer.status !== 'success' || answer.data.result.length >= series);
        expect([title, status, error, data.result.length >= series]).toEqual([title, 'success', undefined, true]);
      }
    }
    expect((await askPrometheus('sum by (state) (score_runs)')).data.result.find(({ metric }) => metric['state'] === 'completed')?.value[1]).toBe('1');
    expect((await askPrometheus('count(rate(http_request_duration_seconds_count{status=~"2.."}[5m]))')).data.result).toHaveLength(1);
  });

  it('has Prometheus watch for every alert, and none is raised by a demonstration that went well', async () => {
    const read = async () => ((await (await fetch('http://127.0.0.1:8490/api/v1/rules?type=alert')).json()) as { data: { groups: { rules: { name: string; health: string; state: string }[] }[] } }).data.groups.flatMap((group) => group.rules);
    const rules = await until(read, (found) => found.every(({ health }) => health !== 'unknown'));
    expect(rules.map(({ name }) => name)).toEqual(['RecordNotIntact', 'AuditSilent', 'EventsWait', 'EventsParked', 'ServiceDown']);
    expect(rules.filter(({ health, state }) => health !== 'ok' || state === 'firing')).toEqual([]);
  });

  it('gives the same figures and books with three instances of scoring', async () => {
    await goDown();
    said = await comeUp('--scale', 'scoring=3');
    expect((await compose('ps', '--quiet', 'scoring')).trim().split('\n')).toHaveLength(3);
    expect(said.split('\n')).toEqual(expect.arrayContaining(Object.entries(own.summary).map(([name, value]) => `${name}: ${value}`)));
    expect(await booksInside()).toEqual(own.books);
  }, 600_000);
});
