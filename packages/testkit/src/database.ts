import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, migrate } from '@mizan/db';
import { freePort, prepareDatabase, startPostgres } from '@mizan/launcher';
import { inContainers, startPostgresContainer } from './containers.ts';

export interface TestDatabase {
  readonly db: Database;
  /** As superuser, for what a database administrator could do. */
  readonly superuserUrl: string;
  readonly url: string;
  readonly ownerUrl: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL of its own for one test file, with the roles of one service and its migrations applied.
 * @param folder - the service's migrations; without it only the tables of the log
 */
export async function startTestDatabase(service: string, folder?: string): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-test-'));
  const server = inContainers() ? await startPostgresContainer() : await startPostgres({ dataDir: join(dataDir, 'postgres'), port: await freePort() });
  const { [service]: urls } = await prepareDatabase({ superuserUrl: server.url, services: [service] });
  if (!urls) throw new Error(`no urls for ${service}`);
  await migrate({ ownerUrl: urls.ownerUrl, schema: service, role: service, ...(folder === undefined ? {} : { folder }) });
  const db = connect(urls.url);
  return {
    db,
    ...urls,
    superuserUrl: Object.assign(new URL(server.url), { pathname: '/mizan' }).toString(),
    dataDir,
    async stop() {
      await db.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
