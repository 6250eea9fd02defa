import postgres from 'postgres';
import { serve, startTestDatabase, startTestIssuer } from '@mizan/testkit';
import { createCounters, makeCounters } from './counters.fixture.ts';

type Given = Omit<Parameters<typeof createCounters>[0], 'db' | 'issuer'>;

/** The service of counters on a port, with a database and an issuer of its own. */
export async function startCounters(given: Given = {}) {
  const database = await startTestDatabase('scoring');
  const owner = postgres(database.ownerUrl, { max: 1 });
  await owner.unsafe(makeCounters);
  await owner.end();
  const issuer = await startTestIssuer();
  const served = await serve(createCounters({ db: database.db, issuer: issuer.issuer, ...given }));
  return {
    database,
    issuer,
    served,
    async stop() {
      await served.stop();
      await issuer.stop();
      await database.stop();
    },
  };
}
