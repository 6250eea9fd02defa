import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clearLeftovers, type Deployment, environmentOf, prepareFiles, rememberPids, type ServiceName, services, stateful } from './deployment.ts';
import { isFree } from './free-port.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';
import { prepareDatabase } from './prepare-database.ts';
import { supervise, type Supervised } from './supervisor.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface RunningProduct {
  stop(): Promise<void>;
}

/** Starts PostgreSQL and every service, and waits until each says it is ready. @throws Error in words when a port is taken */
export async function startProduct(target: Deployment, say: (text: string) => void): Promise<RunningProduct> {
  await clearLeftovers(target.dataDir);
  await portsAreFree(target);
  await prepareFiles(target);
  say('Starting PostgreSQL …');
  const database = await startPostgres({ dataDir: join(target.dataDir, 'postgres'), port: target.ports.postgres, logFile: join(target.dataDir, 'logs', 'postgres.log') });
  const running: Supervised[] = [];
  const stop = () => stopAll(running, database);
  try {
    const urls = await prepareDatabase({ superuserUrl: database.url, services: stateful });
    say('Starting the services …');
    const pids = new Map<string, { pid: number; command: string }>();
    for (const name of services) {
      const script = join(root, 'services', name, 'src', 'main.ts');
      running.push(
        await supervise({
          name,
          script,
          env: environmentOf(name, target, urls[name], join(root, 'demonstration', 'data', 'people.json')),
          logFile: join(target.dataDir, 'logs', `${name}.log`),
          onRestart: say,
          onStart: (pid) => {
            pids.set(name, { pid, command: script });
            void rememberPids(target.dataDir, [...pids.values()]);
          },
        }),
      );
    }
    await Promise.all(services.map((name) => isReady(name, target)));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll(running: readonly Supervised[], database: RunningPostgres): Promise<void> {
  await Promise.all(running.map((service) => service.stop()));
  await database.stop();
}

/** A service of an earlier start may need a moment to let go of its port. */
async function portsAreFree({ ports }: Deployment): Promise<void> {
  const until = Date.now() + 5000;
  for (const [name, port] of Object.entries(ports)) {
    while (!(await isFree(port))) {
      if (Date.now() > until) throw new Error(`Port ${port} (${name}) is taken by another program. Choose other ports, for example: MIZAN_PORT=9400 npm start`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function isReady(name: ServiceName, { urls, dataDir }: Deployment): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const ready = await fetch(`${urls[name]}/readyz`, { signal: AbortSignal.timeout(2000) }).then((reply) => reply.ok, () => false);
    if (ready) return;
    if (Date.now() > until) throw new Error(`${name} did not become ready within a minute. The reason is in ${join(dataDir, 'logs', `${name}.log`)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
