import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFolder, type Folder, mizan } from '../run.fixture.ts';
import { type Head, historyLines, listLines, type Version, versionLines } from './words.ts';

const text = 'a'.repeat(64);
const head: Head = { methodologyId: 'm', version: '2', methodologySha256: text, title: { en: 'Reading' }, status: 'published', next: 'Save a new version.', step: 7, errors: 0, warnings: 1, draftedBy: 'demo-002', approvedBy: 'demo-003', publishedBy: 'demo-003', effectiveFrom: '2026-01-01', supersededFrom: '2027-01-01' };
const at = '2026-06-01T09:30:00.000Z';
const version: Version = {
  head,
  document: {},
  findings: [{ severity: 'warning', pointer: '/examples', text: 'there is no worked example', advice: 'add one' }],
  comments: [{ comment: 4, text: 'Who checks?', by: 'demo-001', at, methodologySha256: text, answers: [{ text: 'The steward.', by: 'demo-002', at }] }, { comment: 5, text: 'And then?', by: 'demo-001', at, methodologySha256: text, answers: [] }],
  history: [],
};

describe('what an officer reads', () => {
  it('of a version is where it stands, by whom, what the linter finds, what was said and what comes next', () => {
    expect(versionLines(version)).toEqual([
      'm@2 is published, from 2026-01-01 until 2027-01-01',
      'Reading',
      'drafted by demo-002, approved by demo-003, published by demo-003',
      `text ${text}`,
      'linter: 0 errors, 1 warning',
      '  warning /examples: there is no worked example; add one',
      'comments:',
      '  4  2026-06-01 09:30  demo-001: Who checks?',
      '     2026-06-01 09:30  demo-002 answers: The steward.',
      '  5  2026-06-01 09:30  demo-001: And then?',
      '     not answered yet',
      'Next: Save a new version.',
    ]);
  });

  it('of all versions is a line each, in columns', () => {
    const { effectiveFrom: _, supersededFrom: __, ...draft } = { ...head, version: '10', status: 'draft' as const, title: {} };
    expect(listLines([head, draft])).toEqual(['m@2   published  from 2026-01-01 until 2027-01-01  Reading', 'm@10  draft                                        no title yet']);
  });

  it('of its history is a line a step, with what the step was about', () => {
    const step = (did: string, data: Record<string, unknown>) => ({ step: 3, did, by: 'demo-002', at, methodologySha256: text, data });
    expect(historyLines([step('commented', { text: 'Who checks?' }), step('enacted', { effectiveFrom: '2023-01-01', order: 'Order 1' })])).toEqual([
      '  3  2026-06-01 09:30  commented by demo-002  aaaaaaaaaaaa  Who checks?',
      '  3  2026-06-01 09:30  enacted by demo-002  aaaaaaaaaaaa  in force from 2023-01-01; by Order 1',
    ]);
  });
});

describe('methodology diff of two files, with no product running', () => {
  let folder: Folder;
  const document = (from: string) => JSON.stringify({ id: 'm', bands: [{ id: 'B', from: '0' }, { id: 'A', from }] });
  beforeAll(async () => {
    folder = await aFolder();
    await folder.write('old.json', document('80'));
    await folder.write('new.json', document('75'));
    await folder.write('bad.json', '{"id":"m","id":"n"}');
  });
  afterAll(() => folder.remove());

  it('says in words and numbers how the second differs from the first', async () => {
    expect(await mizan(folder.path, 'methodology', 'diff', 'old.json', 'new.json')).toEqual({ code: 0, out: 'band A from: 80 -> 75\n', err: '1 difference\n' });
    expect(JSON.parse((await mizan(folder.path, 'methodology', 'diff', 'old.json', 'new.json', '--json')).out)).toEqual({ place: '/bands/1/from', text: 'band A from: 80 -> 75', before: '80', after: '75' });
    expect(await mizan(folder.path, 'methodology', 'diff', 'old.json', 'old.json')).toMatchObject({ code: 0, out: '', err: 'The two say the same.\n' });
  });

  it.each([
    [['diff', 'old.json', 'nowhere.json'], 2, 'nowhere.json cannot be read'],
    [['diff', 'old.json', 'bad.json'], 1, 'the name "id" stands twice'],
    [['submit', 'm'], 2, 'm names no version'],
    [['show', 'm@1'], 4, 'Mizan is not running here'],
    [['return', 'm@1'], 2, '--reason'],
  ])('refuses %j with exit code %i and a line that says what to do', async (words, code, line) => {
    const ran = await mizan(folder.path, 'methodology', ...words);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toContain(line);
  });
});
