import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { listCases, listValues, readCase, readIntegrity, readManagerScore, readScore } from '@mizan/contracts';
import { call } from '@mizan/http';
import { type Browser, chromium as browsers } from 'playwright-core';
import postgres from 'postgres';
import { chromium, openProduct, type Product } from './testing/product.fixture.ts';
import { formsIn, type ReaderAtDesk, signInAt } from './testing/reader.fixture.ts';

const [authoriser, secondAuthoriser, manager] = ['demo-006', 'demo-009', 'demo-096'];
let product: Product;
let portal: string;
let waiting: string[];
let officer: ReaderAtDesk;

beforeAll(async () => {
  product = await openProduct(27_000 + 10 * (process.pid % 300));
  portal = product.urls.portal;
  officer = await signInAt(portal, authoriser);
  const { cases } = await call(listCases, { baseUrl: product.urls.incentives, token: await product.token('auditor'), query: { cycleId: '2023', state: 'checked' } });
  waiting = cases.map(({ caseId }) => caseId);
}, 180_000);
afterAll(async () => {
  await officer?.leave();
  await product?.stop();
}, 60_000);

/** A case to authorise once audit has just looked through the record: on a busy machine its verdict may be too old to authorise on. */
async function nextCase(): Promise<string> {
  const token = await product.token('auditor');
  for (;;) {
    const { intact, ageMs } = await call(readIntegrity, { baseUrl: product.urls.audit, token });
    if (intact && ageMs < 4000) return waiting.shift() ?? '';
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const stepsOf = async (caseId: string) => (await call(readCase, { baseUrl: product.urls.incentives, token: await product.token('auditor'), params: { caseId } })).steps.map(({ step }) => step);

describe('a stranger', () => {
  it.each(['/me', '/me/PK-PB-ATTOCK', '/desk', '/finance', '/finance/cases/2023-PK-PB-ATTOCK-DEM-1', '/audit', '/audit/find?id=1', '/audit/trace/2023-PK-PB-ATTOCK-DEM-1', '/corrections', '/no-such-page'])('is sent to sign in from %s and sees nothing of it', async (path) => {
    const reply = await fetch(`${portal}${path}`, { redirect: 'manual' });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(await reply.text()).not.toMatch(/<main|Rs /);
  });

  it.each(['/sign-out', '/finance/cases/2023-PK-PB-ATTOCK-DEM-1/steps/authorise', '/audit/trace/2023-PK-PB-ATTOCK-DEM-1/recompute', '/corrections'])('cannot send a form to %s', async (path) => {
    const reply = await fetch(`${portal}${path}`, { method: 'POST', body: new URLSearchParams({ csrf: '' }), redirect: 'manual' });
    expect(reply.status).toBe(403);
  });

  it('who calls the machine by its other name is led to the name the sign-in comes back to', async () => {
    const reply = await fetch(`${portal.replace('127.0.0.1', 'localhost')}/sign-in?lang=ur`, { redirect: 'manual' });
    expect([reply.status, reply.headers.get('location')]).toEqual([307, `${portal}/sign-in?lang=ur`]);
  });

  it.each(['indicators', 'scoring', 'incentives', 'audit'] as const)('is told by the %s service to sign in first', async (service) => {
    const reply = await fetch(`${product.urls[service]}/${{ indicators: 'cycles', scoring: 'scores?cycleId=2023', incentives: 'cases', audit: 'integrity' }[service]}`);
    expect(reply.status).toBe(401);
  });
});

describe('a form that did not come from the officer\'s own session', () => {
  it.each<[string, (own: Record<string, string>, other: Record<string, string>) => { form: Record<string, string>; headers?: Record<string, string> }]>([
    ['without a token', ({ csrf: _, ...form }) => ({ form })],
    ['with a made-up token', (own) => ({ form: { ...own, csrf: 'made-up' } })],
    ['with the token of somebody else', (own, other) => ({ form: { ...own, csrf: other['csrf'] ?? '' } })],
    ['with the right token, but sent by the page of another site', (form) => ({ form, headers: { origin: 'http://evil.example' } })],
  ])('is refused %s, and the case stays as it was', async (_how, forge) => {
    const caseId = waiting[0] ?? '';
    const other = await signInAt(portal, secondAuthoriser);
    const { form, headers } = forge(await officer.aboutTo('authorise', caseId), await other.aboutTo('authorise', caseId));
    const { status, page } = await officer.send(`/finance/cases/${caseId}/steps/authorise`, form, headers);
    expect(status).toBe(403);
    expect(page).toContain('Nothing was changed. Open the page again and send its form once more.');
    expect(await stepsOf(caseId)).toEqual(['prepared', 'checked']);
    await other.leave();
  });
});

describe('authorising', () => {
  it('happens once when the same form arrives twice at the same time, and both answers say it is done', async () => {
    const caseId = await nextCase();
    const form = await officer.aboutTo('authorise', caseId);
    const send = () => officer.send(`/finance/cases/${caseId}/steps/authorise`, form, { origin: portal });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status, location }) => [status, location])).toEqual(Array(2).fill([303, `/finance/cases/${caseId}?done=yes`]));
    expect(await stepsOf(caseId)).toEqual(['prepared', 'checked', 'authorised']);
  });

  it('is done once, and said to be done, when the service loses its database in the middle of it', async () => {
    const caseId = await nextCase();
    const form = await officer.aboutTo('authorise', caseId);
    const superuser = postgres(product.superuserUrl, { max: 2 });
    const cutWhoWaits = async () => (await superuser`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'incentives' AND wait_event_type = 'Lock'`).length;
    const sent = await superuser.begin(async (holding) => {
      await holding`LOCK TABLE incentives.case_step IN EXCLUSIVE MODE`;
      const sending = officer.send(`/finance/cases/${caseId}/steps/authorise`, form);
      while ((await cutWhoWaits()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      return { sending };
    });
    expect(await sent.sending).toMatchObject({ status: 303, location: `/finance/cases/${caseId}?done=yes` });
    expect(await stepsOf(caseId)).toEqual(['prepared', 'checked', 'authorised']);
    await superuser.end();
  });

  it('tells an officer who was overtaken what happened, who did it and what to do next, and changes nothing', async () => {
    const caseId = await nextCase();
    const first = await signInAt(portal, secondAuthoriser);
    const [late, early] = [await officer.aboutTo('authorise', caseId), await first.aboutTo('return', caseId)];
    expect((await first.send(`/finance/cases/${caseId}/steps/return`, early)).status).toBe(303);
    const { status, page } = await officer.send(`/finance/cases/${caseId}/steps/authorise`, late);
    expect(status).toBe(412);
    expect(page).toContain('Nothing was changed');
    expect(page).toContain('Somebody decided on this case while you were reading. See what changed, then decide again.');
    expect(page.replace(/<[^>]+>/g, '')).toMatch(/The last step: Sent back, demo-009, \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(await stepsOf(caseId)).toEqual(['prepared', 'checked', 'sent-back']);
    await first.leave();
  });

  it('says in the reader\'s language that her part is over when she sends an old form again', async () => {
    const caseId = await nextCase();
    const path = `/finance/cases/${caseId}/steps/authorise`;
    const form = await officer.aboutTo('authorise', caseId);
    await officer.send(path, form);
    const { status, page } = await officer.send(`${path}?lang=ur`, { ...form, key: 'another-attempt' });
    expect(status).toBe(403);
    expect(page).toContain('آپ اس کیس میں ایک مرحلہ طے کر چکے ہیں');
  });

  it('sees what the score of a case was made of before deciding', async () => {
    const page = (await officer.page(`/finance/cases/${waiting[0]}?lang=en`)).replace(/<[^>]+>/g, ' ');
    expect(page).toContain('How the score was made');
    expect(page).toContain('Every figure the score needs is there.');
    expect(page).toContain('73000/92841');
  });

  it('shows rupees grouped in thousands, with the exact entitlement', async () => {
    const page = await officer.page(`/finance/cases/${waiting[0]}?lang=en`);
    expect(page).toMatch(/Rs (60|120),000\.00</);
    expect(page).not.toMatch(/Rs \d{4}/);
  });
});

describe('a district manager', () => {
  it('sees her own district, and another\'s is a page and an answer that do not exist', async () => {
    const own = await signInAt(portal, manager);
    expect((await own.context.get('/me/PK-PB-ATTOCK')).status()).toBe(200);
    const other = await own.context.get('/me/PK-BA-QUETTA');
    expect(other.status()).toBe(404);
    expect(await other.text()).not.toContain('Quetta');
    const asked = call(readScore, { baseUrl: product.urls.scoring, token: await product.token(manager), params: { cycleId: '2023', orgUnit: 'PK-BA-QUETTA' } });
    await expect(asked).rejects.toMatchObject({ status: 404 });
    await own.leave();
  });

  it('who is not eligible sees which condition was not met, with what was found and what is needed', async () => {
    const own = await signInAt(portal, 'demo-010');
    expect((await own.page('/me?lang=en')).replace(/<[^>]+>/g, ' ')).toMatch(/Lowest score\s+25\.1\s+50\s+No/);
    await own.leave();
  });

  it('who was transferred sees every step to her own score, her days and each district\'s share, in English and Urdu', async () => {
    const own = await signInAt(portal, manager);
    const { managerScore } = await call(readManagerScore, { baseUrl: product.urls.scoring, token: await product.token(manager), params: { cycleId: '2023', personId: manager } });
    const [english, urdu, ofOne] = (await Promise.all(['/me?lang=en', '/me?lang=ur', '/me/PK-PB-BHAKKAR?lang=en'].map((path) => own.page(path)))).map((page) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '));
    for (const page of [english, urdu, ofOne]) for (const figure of ['181/365', '184/365', '2023-07-01', managerScore.score, managerScore.exact]) expect(page).toContain(figure);
    expect(english).toContain('Step 2: your share in each district');
    expect(urdu).toContain('دوسرا مرحلہ: ہر ضلع میں آپ کا حصہ');
    expect([english!.includes('Attock'), urdu!.includes('اٹک'), urdu!.includes('Attock')]).toEqual([true, true, false]);
    await own.leave();
  });

  it('is told that the desks of finance and audit are for other roles', async () => {
    const own = await signInAt(portal, manager);
    for (const path of ['/finance', '/audit']) expect((await own.context.get(path)).status()).toBe(403);
    await own.leave();
  });

  it('sees nothing of her page once she has signed out', async () => {
    const own = await signInAt(portal, manager);
    const [form] = formsIn(await own.page('/me'));
    expect((await own.send('/sign-out', form ?? {})).location).toBe('/?signed-out=yes');
    expect((await own.context.get('/me', { maxRedirects: 0 })).status()).toBe(303);
    await own.leave();
  });
});

describe('an auditor', () => {
  it('follows a person\'s score through her days and districts to the lines, in English and Urdu, and computes it again', async () => {
    const auditor = await signInAt(portal, 'auditor');
    const { managerScore } = await call(readManagerScore, { baseUrl: product.urls.scoring, token: await product.token('auditor'), params: { cycleId: '2023', personId: manager } });
    const path = `/audit/trace/${encodeURIComponent(managerScore.managerScoreId)}`;
    const inWords = async (language: string) => (await auditor.page(`${path}?lang=${language}`)).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    const [english, urdu] = [await inWords('en'), await inWords('ur')];
    for (const page of [english, urdu]) for (const words of [managerScore.score, '181/365', 'PK-PB-ATTOCK-DEM-1,demo-096,PK-PB-ATTOCK-DEM,PK-PB-ATTOCK,2021-06-01,2023-07-01', 'PK-PB-BHAKKAR-DEM-2,demo-096,Demonstration person 096']) expect(page).toContain(words);
    expect(english).toContain('Who held which post, as frozen');
    expect(english).toContain('The step above says of this district what its own score says.');
    expect(english).not.toContain('Not proved');
    expect(urdu).toContain('اضلاع کے اسکور اس شخص کا اسکور کیسے بنے');
    const [form] = formsIn(await auditor.page(`${path}?lang=en`));
    expect((await auditor.send(`${path}/recompute`, form ?? {})).page.replace(/<[^>]+>/g, '')).toContain(`Same result: ${managerScore.score}.`);
    await auditor.leave();
  });
});

describe('a data steward', () => {
  const asked = { indicator: 'teacher_presence', orgUnit: 'PK-PB-ATTOCK', period: '2023' };
  const path = `/corrections?${new URLSearchParams(asked).toString()}`;
  const inWords = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const standing = async () => (await call(listValues, { baseUrl: product.urls.indicators, token: await product.token('auditor'), query: asked })).values[0]!;

  it('corrects a figure with its counts, once for two clicks, and sees them beside what stood there, in English and Urdu', async () => {
    const steward = await signInAt(portal, 'data-steward');
    const before = await standing();
    expect(inWords(await steward.page(path))).toContain(`Stands now as: ${before.value} ( ${before.numerator} of ${before.denominator} )`);
    const form = formsIn(await steward.page(path)).find(({ key }) => key !== undefined)!;
    const said = { ...form, status: 'present', value: '', numerator: '90', denominator: '100', n: '', standardError: '', reason: 'Two schools were left out.', source: 'Letter 12' };
    const answers = await Promise.all([steward.send('/corrections', said), steward.send('/corrections', said)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await standing()).toMatchObject({ value: '', numerator: '90', denominator: '100', n: '100', asPublished: before.value, reason: 'Two schools were left out.' });
    expect(inWords(await steward.page(answers[1].location))).toContain('The correction is recorded. It counts from the next freeze on.');
    expect(inWords(await steward.page(`${path}&lang=ur`))).toMatch(/اس وقت درج ہے: .*100 میں سے 90/);
    await steward.leave();
  });

  it('is told why a correction is refused and what a correction no longer has, and finds what she wrote again', async () => {
    const steward = await signInAt(portal, 'data-steward');
    const form = async () => ({ ...formsIn(await steward.page(`${path}&lang=en`)).find(({ key }) => key !== undefined)!, status: 'present', numerator: '', denominator: '', n: '', standardError: '', reason: 'Counted anew by the office.', source: 'Letter 13' });
    const { status, page } = await steward.send('/corrections', { ...(await form()), value: '' });
    expect([status, inWords(page)]).toEqual([422, expect.stringContaining('A correction gives either a value, or numerator and denominator')]);
    expect(page).toContain('value="Counted anew by the office."');
    const { location } = await steward.send('/corrections', { ...(await form()), value: '91' });
    expect(inWords(await steward.page(location))).toContain('No longer there: Numerator · Denominator');
    expect(inWords(await steward.page('/corrections?indicator=teacher_presence&orgUnit=PK-NOWHERE&period=2023'))).toContain('No such figure was submitted.');
    await steward.leave();
  });

  it('is the only one who may', async () => {
    expect((await officer.context.get('/corrections')).status()).toBe(403);
  });
});

(chromium ? describe : describe.skip)('in a browser', () => {
  let browser: Browser | undefined;
  const open = async () => (browser = await browsers.launch({ executablePath: chromium!, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] }));
  // also after a claim that failed, or the run would wait for the browser
  afterEach(() => browser?.close());

  it('a double click on the last button authorises once', async () => {
    const caseId = await nextCase();
    const page = await (await open()).newPage();
    await page.goto(`${portal}/sign-in`);
    await page.click(`button[value="${authoriser}"]`);
    await page.goto(`${portal}/finance/cases/${caseId}`);
    await page.click('form[action$="/confirm/authorise"] button');
    await page.dblclick('form[action$="/steps/authorise"] button');
    await page.waitForURL(/done=yes/);
    expect(await page.textContent('[role=status]')).toBe('Done. The step is recorded.');
    expect(await stepsOf(caseId)).toEqual(['prepared', 'checked', 'authorised']);
  });

  it('an Urdu heading is in Nastaliq the first time it is seen', async () => {
    const page = await (await open()).newPage();
    await page.goto(`${portal}/?lang=ur`);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('DOM.enable');
    await cdp.send('CSS.enable');
    const { root } = await cdp.send('DOM.getDocument');
    const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' });
    const { fonts } = await cdp.send('CSS.getPlatformFontsForNode', { nodeId });
    expect(fonts.map(({ familyName }) => familyName)).toEqual(['Noto Nastaliq Urdu']);
  });
});
