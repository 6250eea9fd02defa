import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Envelope, roleGranted } from '@mizan/contracts';
import { connect, readEntries, record, transact, type Tx } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { applyDelivery } from './apply.ts';
import { applyBatch } from './apply-batch.ts';

const source = 'test/audit/incentives';
let produced: TestDatabase;
let consuming: TestDatabase;

beforeAll(async () => {
  [produced, consuming] = [await startTestDatabase('incentives'), await startTestDatabase('scoring')];
  const owner = connect(consuming.ownerUrl, { max: 1 });
  await owner.sql.unsafe('CREATE TABLE scoring.effect (subject text NOT NULL, n integer NOT NULL); GRANT SELECT, INSERT ON scoring.effect TO scoring');
  await owner.close();
});
afterAll(async () => {
  await consuming.stop();
  await produced.stop();
});

it('a batch in which an event comes again does not set back what another member of the group took of its subject meanwhile', async () => {
  for (const [subject, n] of [['quick', 1], ['slow', 1], ['quick', 2], ['quick', 3]] as const) {
    await transact(produced.db, { service: 'incentives', deployment: 'test' }, (tx) => Promise.resolve(record(tx, roleGranted, { subject, data: { personId: subject, role: 'auditor', orgUnit: String(n) } })));
  }
  const [first, ofSlow, second, third] = await readEntries(produced.db, 0, 10);
  const [begun, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const handlers = {
    async [roleGranted.type](tx: Tx, { subject, data }: Envelope) {
      await tx.sql`INSERT INTO effect (subject, n) VALUES (${subject}, ${String(data['orgUnit'])}::int)`;
      if (subject !== 'slow') return;
      begun.resolve();
      await finish.promise;
    },
  };
  const application = { db: consuming.db, actor: { service: 'scoring', deployment: 'test' }, consumer: 'scoring.roles', source, handlers };
  await applyDelivery(application, first!);
  const batch = applyBatch(application, [first!, ofSlow!]);
  await begun.promise;
  await applyDelivery(application, second!);
  finish.resolve();
  await batch;
  await applyDelivery(application, third!);
  expect((await consuming.db.sql<{ n: number }[]>`SELECT n FROM effect WHERE subject = 'quick' ORDER BY n`).map(({ n }) => n)).toEqual([1, 2, 3]);
});
