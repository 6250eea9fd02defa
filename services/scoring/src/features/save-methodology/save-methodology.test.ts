import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contracts from '@mizan/contracts';
import { canonicalText } from '@mizan/verifiable-log';
import { officers, on, people, smallDocument } from '../../testing/officers.fixture.ts';
import { ScoringService } from '../../testing/service.fixture.ts';

let service: ScoringService;
let { save, deeds, at } = {} as ReturnType<typeof officers>;
beforeAll(async () => {
  service = await ScoringService.start(people);
  ({ save, deeds, at } = officers(service));
}, 60_000);
afterAll(() => service.stop());
const ask = ((...args: Parameters<ScoringService['ask']>) => service.ask(...args)) as ScoringService['ask'];

describe('a draft', () => {
  it('is kept with its errors, and cannot go on before they are mended', async () => {
    const broken = smallDocument({ score: { of: 'nobody' } });
    const saved = await save(broken);
    expect([saved.status, saved.errors, saved.findings[0]?.pointer]).toEqual(['draft', 1, '/score/of']);
    await expect(deeds.tested(saved)).rejects.toMatchObject({ status: 422, code: 'linter-errors', detail: expect.stringContaining('/score/of'), details: { findings: [expect.objectContaining({ severity: 'error' })] } });
    const mended = await save(smallDocument({ id: saved.methodologyId }));
    expect(await deeds.tested(mended)).toMatchObject({ status: 'tested' });
  });
  it('of whose score the lower is better is not tested here, for incentives are paid from a score on', async () => {
    const turned = smallDocument({ score: { of: 'total', round: { places: 1, mode: 'half-up' }, direction: 'lower' } });
    await expect(deeds.tested(await save(turned))).rejects.toMatchObject({ status: 422, code: 'linter-errors', detail: expect.stringContaining('/score/direction: of this score the lower is better') });
  });

  it.each([
    ['do not come out', [{ name: 'wrong', given: { reading: '50' }, then: { score: '60.0' } }], 'examples-fail'],
    ['are missing', [], 'examples-missing'],
  ])('does not pass its test while its own examples %s', async (_how, examples, code) => {
    await expect(deeds.tested(await save(smallDocument({ examples })))).rejects.toMatchObject({ status: 422, code });
  });

  it('saved again with the same text changes nothing, and every other text stays readable by its hash', async () => {
    const first = await save(smallDocument());
    expect(await save(smallDocument({ id: first.methodologyId }))).toEqual(first);
    const second = await save(smallDocument({ id: first.methodologyId, title: { en: 'Another' } }), 'colleague');
    expect(second).toMatchObject({ step: 2, draftedBy: 'colleague' });
    const before = await ask('auditor', contracts.readMethodology, { params: { methodologySha256: first.methodologySha256 } });
    expect(before.document['title']).toEqual({ en: 'Reading' });
    const object = await ask('auditor', contracts.readObject, { params: { sha256: second.methodologySha256 } });
    expect(new TextDecoder().decode(object)).toBe(canonicalText(smallDocument({ id: first.methodologyId, title: { en: 'Another' } })));
  });

  it('is not saved over what a colleague saved meanwhile', async () => {
    const { methodologySha256: read, methodologyId: id } = await save(smallDocument());
    await save(smallDocument({ id, title: { en: 'By a colleague' } }), 'colleague');
    const over = ask('author', contracts.saveMethodology, { body: { document: smallDocument({ id, title: { en: 'Mine' } }), replaces: read } });
    await expect(over).rejects.toMatchObject({ status: 409, code: 'other-text', detail: expect.stringContaining('colleague') });
  });

  it.each([
    ['no name', { id: '' }, 'it needs an "id" and a "version"'],
    ['a number with a fraction', { weight: 0.2 }, 'Write numbers with a fraction as text'],
  ])('with %s is refused in words', async (_what, more, words) => {
    await expect(save(smallDocument(more))).rejects.toMatchObject({ status: 422, code: 'methodology-invalid', detail: expect.stringContaining(words) });
  });
});

describe('a shared core', () => {
  it('must be published, and taken over as it stands', async () => {
    const core = await at('approved');
    const overlay = (more = {}) => smallDocument({ core: { id: core.methodologyId, version: '1', node: 'total' }, ...more });
    await expect(deeds.tested(await save(overlay()))).rejects.toMatchObject({ code: 'linter-errors', detail: expect.stringContaining('is not published here') });
    await deeds.published(core);
    expect(await deeds.tested(await save(overlay()))).toMatchObject({ status: 'tested' });
    const changed = overlay({ nodes: { total: { step: 'goalposts', of: 'reading', low: '10', high: '90' } } });
    await expect(deeds.tested(await save(changed))).rejects.toMatchObject({ code: 'linter-errors', detail: expect.stringContaining('/nodes/total') });
  });
});

describe('a consultation', () => {
  it('keeps comments and answers with author and time, and is closed only when every comment is answered', async () => {
    const version = await at('consultation');
    await deeds.commented(version);
    const { step } = await ask('auditor', contracts.commentMethodology, on(version, { text: 'Who checks the figures?' }));
    await expect(deeds.submitted(version)).rejects.toMatchObject({ status: 409, code: 'comments-unanswered', detail: expect.stringContaining('4, 5') });
    await expect(ask('author', contracts.answerComment, on(version, { comment: 3, text: 'No comment has this number.' }))).rejects.toMatchObject({ status: 404, code: 'comment-not-found' });
    await ask('author', contracts.answerComment, on(version, { comment: 4, text: 'Then presence is low, and the score says so.' }));
    await ask('author', contracts.answerComment, on(version, { comment: step, text: 'The steward.' }));
    expect(await deeds.submitted(version)).toMatchObject({ status: 'submitted' });
    const { comments } = await ask('manager', contracts.readMethodologyVersion, { params: { methodologyId: version.methodologyId, version: version.version } });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
    expect(comments).toEqual([
      { comment: 4, by: 'manager', at: time, text: 'My schools have no teachers.', methodologySha256: version.methodologySha256, answers: [{ by: 'author', at: time, text: 'Then presence is low, and the score says so.' }] },
      { comment: 5, by: 'auditor', at: time, text: 'Who checks the figures?', methodologySha256: version.methodologySha256, answers: [{ by: 'author', at: time, text: 'The steward.' }] },
    ]);
  });

  it('that leads to a change returns the version, and the comments stay with the text they were about', async () => {
    const version = await at('consultation');
    await deeds.commented(version);
    await deeds.returned(version);
    const mended = await save(smallDocument({ id: version.methodologyId, title: { en: 'Reading, as asked' } }));
    const { comments } = await ask('auditor', contracts.readMethodologyVersion, { params: { methodologyId: version.methodologyId, version: '1' } });
    expect(mended.methodologySha256).not.toBe(version.methodologySha256);
    expect(comments.map(({ methodologySha256 }) => methodologySha256)).toEqual([version.methodologySha256]);
  });
});
