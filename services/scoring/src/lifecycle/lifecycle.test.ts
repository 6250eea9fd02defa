import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contracts from '@mizan/contracts';
import { canonicalText } from '@mizan/verifiable-log';
import { officers, on, people, smallDocument, tomorrow, type Version } from '../testing/officers.fixture.ts';
import { ScoringService } from '../testing/service.fixture.ts';
import { type Step } from './steps.ts';
import { leadsTo, may, type StepKind, transitions } from './transitions.ts';
import { headOf } from './version.ts';

type Json = Record<string, unknown>;
let service: ScoringService;
let { save, deeds, at, stands, leavesOf } = {} as ReturnType<typeof officers>;
beforeAll(async () => {
  service = await ScoringService.start(people);
  ({ save, deeds, at, stands, leavesOf } = officers(service));
}, 60_000);
afterAll(() => service.stop());
const ask = ((...args: Parameters<ScoringService['ask']>) => service.ask(...args)) as ScoringService['ask'];

describe('the steps of a version', () => {
  it('are the same in the tables as in the code', async () => {
    const rows = await service.database.db.sql<{ kind: string; from_states: string[]; leads_to: string | null }[]>`SELECT * FROM methodology_transition`;
    const inCode = Object.entries(transitions).map(([kind, transition]) => ({ kind, from_states: [...transition.from], leads_to: 'to' in transition ? transition.to : null }));
    const byKind = (a: { kind: string }, b: { kind: string }) => (a.kind < b.kind ? -1 : 1);
    expect([...rows].sort(byKind)).toEqual(inCode.sort(byKind));
  });

  it.each(contracts.MethodologyState.options)('that can be asked for of one that stands at %s are those the table lists, and every other is refused in words', async (state) => {
    for (const [kind, deed] of Object.entries(deeds) as [StepKind, (version: Version) => Promise<{ status: string }>][]) {
      const version = await at(state);
      const { length } = await leavesOf(version);
      // The comment to answer, where there can be one.
      if (kind === 'answered' && state === 'consultation') await deeds.commented(version);
      const asked = deed(version).then(({ status }) => status, (refused: { status: number; code: string; detail: string; details: Json }) => refused);
      if (may(state, kind)) expect([kind, await asked]).toEqual([kind, leadsTo(state, kind)]);
      else {
        expect([kind, await asked]).toEqual([kind, expect.objectContaining({ status: 409, code: 'not-in-this-state', detail: expect.stringContaining('it can be'), details: expect.objectContaining({ state, next: expect.any(String) }) })]);
        expect(await leavesOf(version)).toHaveLength(length);
      }
    }
  }, 60_000);

  it.each(contracts.MethodologyState.options)('are refused by the tables themselves of one that stands at %s, however they are written', async (state) => {
    const version = await at(state);
    const { step, methodologySha256 } = await stands(version);
    for (const kind of Object.keys(transitions) as StepKind[]) {
      const data = canonicalText({ methodologyId: version.methodologyId, version: version.version, methodologySha256, by: 'somebody', step: step + 1 });
      const written = await service.database.db.sql.begin(async (sql) => {
        await sql`INSERT INTO methodology_step (kind, step, data) VALUES (${kind}, ${step + 1}, ${data})`;
        throw new Error('written');
      }).catch((error: Error) => error.message);
      expect([kind, written]).toEqual([kind, may(state, kind) ? 'written' : expect.stringContaining('a methodology version that is')]);
    }
  });
});

describe('two people', () => {
  const approve = (who: string, version: Version) => ask(who, contracts.approveMethodology, on(version, { methodologySha256: version.methodologySha256 }));

  it('are needed: neither who drafted any text of it nor who submitted it approves or publishes it', async () => {
    const first = await save(smallDocument());
    const version = await save(smallDocument({ id: first.methodologyId, title: { en: 'Second text' } }), 'colleague');
    await deeds.tested(version);
    await deeds['opened-for-comment'](version);
    await ask('colleague', contracts.submitMethodology, on(version));
    for (const who of ['author', 'colleague']) await expect(approve(who, version)).rejects.toMatchObject({ status: 403, code: 'same-person', detail: expect.stringContaining('another person') });
    await approve('approver', version);
    for (const who of ['author', 'colleague']) await expect(ask(who, contracts.publishMethodology, on(version, { methodologySha256: version.methodologySha256, effectiveFrom: tomorrow }))).rejects.toMatchObject({ status: 403, code: 'same-person' });
    expect(await deeds.published(version)).toMatchObject({ status: 'published', draftedBy: 'colleague', approvedBy: 'approver', publishedBy: 'approver' });
  });

  it('are needed by the tables too', async () => {
    const version = await at('submitted');
    const { step, methodologySha256 } = await stands(version);
    const data = canonicalText({ methodologyId: version.methodologyId, version: '1', methodologySha256, by: 'author', step: step + 1 });
    await expect(service.database.db.sql`INSERT INTO methodology_step (kind, step, data) VALUES ('approved', ${step + 1}, ${data})`).rejects.toThrow('another person than author and submitter');
  });

  it('who approve at once approve once', async () => {
    const version = await at('submitted');
    const outcomes = await Promise.allSettled([approve('approver', version), approve('second', version)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409, code: 'not-in-this-state' } });
    expect((await leavesOf(version)).filter(({ type }) => type === contracts.methodologyApproved.type)).toHaveLength(1);
  });

  it('are needed to withdraw what is approved', async () => {
    const version = await at('approved');
    await expect(ask('author', contracts.withdrawMethodology, on(version, { reason: 'I changed my mind.' }))).rejects.toMatchObject({ status: 403, code: 'same-person' });
    expect(await deeds.withdrawn(version)).toMatchObject({ status: 'withdrawn' });
  });

  it('approve the text they have read and no other', async () => {
    const version = await at('submitted');
    await expect(ask('approver', contracts.approveMethodology, on(version, { methodologySha256: 'a'.repeat(64) }))).rejects.toMatchObject({ status: 409, code: 'other-text' });
  });
});

describe('what is published', () => {
  it('is never edited, by anybody, whatever way is tried', async () => {
    const version = await at('published');
    await expect(deeds.drafted(version)).rejects.toMatchObject({ status: 409, code: 'not-in-this-state', detail: expect.stringContaining('save the change as a new version') });
    const { sql } = service.database.db;
    await expect(sql`UPDATE methodology_step SET data = data`).rejects.toThrow('permission denied');
    const other = await save(smallDocument());
    const { step } = await stands(version);
    const data = canonicalText({ methodologyId: version.methodologyId, version: '1', methodologySha256: other.methodologySha256, by: 'somebody', step: step + 1 });
    await expect(sql`INSERT INTO methodology_step (kind, step, data) VALUES ('withdrawn', ${step + 1}, ${data})`).rejects.toThrow('changes only while it is a draft');
    expect((await stands(version)).methodologySha256).toBe(version.methodologySha256);
  });

  it.each([
    ['its document says another day', { effective: { from: '2026-07-01' } }, { effectiveFrom: '2026-08-01' }, 'effective-day-differs'],
    ['nobody says from which day', {}, {}, 'effective-day-needed'],
    ['the day has passed and no order says so', {}, { effectiveFrom: '2026-05-31' }, 'order-needed'],
  ])('is not published while %s', async (_why, more, body, code) => {
    const version = await at('approved', more);
    await expect(ask('approver', contracts.publishMethodology, on(version, { methodologySha256: version.methodologySha256, ...body }))).rejects.toMatchObject({ status: 422, code });
    expect((await stands(version)).status).toBe('approved');
  });

  it('holds until the day of its successor, which is when it is superseded', async () => {
    const first = await at('published');
    const second = await at('approved', { id: first.methodologyId, version: '2' });
    await ask('approver', contracts.publishMethodology, on(second, { methodologySha256: second.methodologySha256, effectiveFrom: '2027-01-01' }));
    expect(await stands(first)).toMatchObject({ status: 'published', supersededFrom: '2027-01-01' });
    service.today = '2027-01-01';
    expect(await stands(first)).toMatchObject({ status: 'superseded' });
    service.today = '2026-06-01';
  });

  it('holds again when its successor is withdrawn unused', async () => {
    const first = await at('superseded');
    await deeds.withdrawn({ ...first, version: '2' });
    expect(await stands(first)).toMatchObject({ status: 'published' });
    expect((await stands(first)).supersededFrom).toBeUndefined();
    expect((await leavesOf(first)).map(({ type }) => type).slice(-2)).toEqual([contracts.methodologyWithdrawn.type, contracts.methodologyReinstated.type]);
  });
});

describe('a request sent twice', () => {
  it.each(['tested', 'opened-for-comment', 'commented', 'submitted', 'approved', 'returned', 'published', 'withdrawn'] as const)('does once what is asked: %s', async (kind) => {
    const [state] = transitions[kind].from;
    const version = await at(state);
    service.key = `twice ${kind}`;
    const first = await deeds[kind](version);
    const { length } = await leavesOf(version);
    expect(await deeds[kind](version)).toEqual(first);
    service.key = undefined;
    expect(await leavesOf(version)).toHaveLength(length);
  });
});

describe('the log', () => {
  it('says what the books say, and every version stands as the log alone tells', async () => {
    const rows: { type: string; data: unknown }[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: { rows: { type: string; data: unknown }[]; next?: string | undefined } = await ask('auditor', contracts.readBooks, { query: { after, limit: 7 } });
      rows.push(...page.rows);
      after = page.next;
    }
    const leaves = await service.leaves();
    const said = (all: { type: string; data: unknown }[]) => all.map(({ type, data }) => `${type} ${canonicalText(data)}`).sort();
    expect(said(rows)).toEqual(said(leaves));

    const steps = leaves.map(({ type, time, data }, seq) => ({ seq, kind: type.split('.')[2], at: new Date(time), data, by: data['by'] ?? data['publishedBy'], ...data }) as unknown as Step);
    const numbered = [...Map.groupBy(steps, ({ methodologyId, version }) => `${methodologyId} ${version}`).values()].map((own) => own.map((one, index) => ({ ...one, step: index + 1 })));
    const { methodologies } = await ask('auditor', contracts.listMethodologies);
    const byName = (a: Version, b: Version) => (`${a.methodologyId} ${a.version}` < `${b.methodologyId} ${b.version}` ? -1 : 1);
    const rebuilt = numbered.map((own) => ({ ...headOf(own, {}, service.today) }));
    expect(rebuilt.sort(byName)).toEqual(methodologies.map((head) => ({ ...head, title: {} })).sort(byName));
  });
});
