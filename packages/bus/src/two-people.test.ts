import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Actor, transact } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { park } from './parked.ts';
import { askForReplay, mayReplay } from './two-people.ts';

const actor: Actor = { service: 'incentives', deployment: 'test' };
const leaf = (subject: string) => JSON.stringify({ subject, type: 'scoring.score.computed.v1' });
let database: TestDatabase;
beforeAll(async () => void (database = await startTestDatabase('incentives')));
afterAll(() => database.stop());

const ask = (following: { consumer: string; source: string }, person: string, subject?: string) =>
  transact(database.db, actor, async (tx) => {
    const may = await mayReplay(tx, following, person, subject);
    if (!may) await askForReplay(tx, following, person, subject);
    return may;
  });

it('replays what decides about money only when a second person asks too, and a letter that came later needs its own two', async () => {
  const following = { consumer: 'incentives.scoring', source: 'test/audit/scoring' };
  await transact(database.db, actor, (tx) => park(tx, following, { index: 1, leaf: leaf('a') }, 'no'));
  expect([await ask(following, 'amina'), await ask(following, 'amina'), await ask(following, 'bilal')]).toEqual([false, false, true]);
  await transact(database.db, actor, (tx) => park(tx, following, { index: 2, leaf: leaf('b') }, 'no'));
  expect([await ask(following, 'bilal'), await ask(following, 'amina')]).toEqual([false, true]);
});

it('lets two people ask for one subject alone, and the others still need their own two', async () => {
  const following = { consumer: 'incentives.scoring', source: 'test/audit/one-subject' };
  await transact(database.db, actor, async (tx) => {
    await park(tx, following, { index: 1, leaf: leaf('a') }, 'no');
    await park(tx, following, { index: 2, leaf: leaf('b') }, 'no');
  });
  expect([await ask(following, 'amina', 'a'), await ask(following, 'bilal', 'a')]).toEqual([false, true]);
  expect([await ask(following, 'bilal', 'b'), await ask(following, 'amina')]).toEqual([false, false]);
});

it('replays what decides about no money when one person asks', async () => {
  const following = { consumer: 'scoring.snapshots', source: 'test/audit/indicators' };
  await transact(database.db, actor, (tx) => park(tx, following, { index: 1, leaf: JSON.stringify({ subject: 's', type: 'indicators.snapshot.frozen.v1' }) }, 'no'));
  expect(await ask(following, 'amina')).toBe(true);
});
