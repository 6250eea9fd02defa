import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transact } from '@mizan/db';
import { Refusal } from '@mizan/contracts';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { carryCase } from './carry-case.ts';

let database: TestDatabase;
const actor = { service: 'incentives', deployment: 'test' };
const vouched = () => Promise.resolve();

beforeAll(async () => {
  database = await startTestDatabase('incentives', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  const { sql } = database.db;
  await sql`INSERT INTO scheme (scheme_sha256, scheme_id, version, document, registered_by) VALUES ('s', 's', '1', '{}', 'policy')`;
  await sql`INSERT INTO allocation (allocation_id, cycle_id, data) VALUES ('a', '2023', '{"envelope":"150","allocated":"150","factor":"1"}')`;
  for (const caseId of ['one', 'two', 'three', 'four']) {
    await sql`
      INSERT INTO incentive_case (case_id, cycle_id, scheme_sha256, run_id, score_id, posting_id, person_id, org_unit, days, cycle_days, gates, eligible, full_amount, entitlement, award)
      VALUES (${caseId}, '2023', 's', 'r', 'r/u', ${caseId}, 'p', 'u', 365, 365, '[]', true, 100, '100', 100)`;
  }
});
afterAll(() => database.stop());

const insert = (caseId: string, step: string, person: string) => database.db.sql`INSERT INTO case_step (case_id, round, step, actor) VALUES (${caseId}, 1, ${step}, ${person})`;
const carry = (caseId: string, step: 'prepared' | 'checked' | 'authorised' | 'sent-back', person: string, version: number, vouch = vouched) =>
  transact(database.db, { ...actor, onBehalf: person }, (tx) => carryCase(tx, { caseId, step, actor: person, note: 'because', ifMatch: String(version) }, vouch));

describe('the service\'s own database role', () => {
  it('cannot enter the same person as second actor of a case', async () => {
    await insert('one', 'prepared', 'ann');
    await expect(insert('one', 'checked', 'ann')).rejects.toThrow(/one_step_for_each_person/);
    await insert('one', 'checked', 'ben');
    await expect(insert('one', 'authorised', 'ann')).rejects.toThrow(/one_step_for_each_person/);
  });

  it('cannot skip a step or start in a round that is not open', async () => {
    await expect(insert('two', 'authorised', 'cat')).rejects.toThrow(/cannot follow/);
    await expect(database.db.sql`INSERT INTO case_step (case_id, round, step, actor) VALUES ('two', 2, 'prepared', 'ann')`).rejects.toThrow(/not in round/);
  });

  it.each(['UPDATE case_step SET actor = $$x$$', 'DELETE FROM case_step', 'UPDATE incentive_case SET award = 1'])('cannot rewrite what happened: %s', async (statement) => {
    await expect(database.db.sql.unsafe(statement)).rejects.toThrow(/permission denied/);
  });

  it('cannot publish a scheme in the name of the one who registered it', async () => {
    await expect(database.db.sql`UPDATE scheme SET published_by = 'policy'`).rejects.toThrow(/check constraint/);
  });
});

describe('carrying a case', () => {
  it('is refused in words when one person with two roles takes a second step', async () => {
    await carry('three', 'prepared', 'ann', 1);
    await expect(carry('three', 'checked', 'ann', 2)).rejects.toMatchObject({ code: 'same-person' });
  });

  it('is refused to the second of two officers who saw the same state, naming who was first', async () => {
    const results = await Promise.allSettled([carry('three', 'checked', 'ben', 2), carry('three', 'checked', 'bob', 2)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Refusal).code] : []))).toEqual(['case-changed']);
  });

  it('authorises nothing when audit does not vouch for the record', async () => {
    const refuse = () => Promise.reject(new Refusal('audit-not-intact', 'Audit verification failed'));
    await expect(carry('three', 'authorised', 'cat', 3, refuse)).rejects.toMatchObject({ code: 'audit-not-intact' });
  });

  it('authorises up to the envelope and not one rupee more', async () => {
    await carry('three', 'authorised', 'cat', 3);
    await carry('four', 'prepared', 'ann', 1);
    await carry('four', 'checked', 'ben', 2);
    await expect(carry('four', 'authorised', 'cat', 3)).rejects.toMatchObject({ code: 'envelope-exceeded' });
  });

  it('starts again after it was sent back, and the preparer may prepare again', async () => {
    await carry('two', 'prepared', 'ann', 1);
    await carry('two', 'sent-back', 'ben', 2);
    expect(await carry('two', 'prepared', 'ann', 3)).toMatchObject({ state: 'prepared', version: 4 });
  });
});
