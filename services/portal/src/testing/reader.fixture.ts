import { type APIRequestContext, request } from 'playwright-core';

/** Somebody at the portal without scripts: pages by GET, forms by POST, cookies kept. */
export interface ReaderAtDesk {
  readonly context: APIRequestContext;
  page(path: string): Promise<string>;
  /** Sends a form and gives the answer itself, before any redirect. */
  send(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<{ status: number; location: string; page: string }>;
  /** Goes to the page that asks once more, and gives the form that would do it. */
  aboutTo(step: string, caseId: string): Promise<Record<string, string>>;
  leave(): Promise<void>;
}

/** Signs a demonstration person in, the way a browser does. */
export async function signInAt(portal: string, person: string): Promise<ReaderAtDesk> {
  const context = await request.newContext({ baseURL: portal });
  const choice = await context.get('/sign-in');
  await context.post(choice.url(), { form: { as: person } });
  const page = async (path: string) => (await context.get(path)).text();
  const send: ReaderAtDesk['send'] = async (path, form, headers = {}) => {
    const reply = await context.post(path, { form, headers, maxRedirects: 0 });
    return { status: reply.status(), location: reply.headers()['location'] ?? '', page: await reply.text() };
  };
  return {
    context,
    page,
    send,
    async aboutTo(step, caseId) {
      const [first] = formsIn(await page(`/finance/cases/${caseId}`));
      const { page: asked } = await send(`/finance/cases/${caseId}/confirm/${step}`, { csrf: first?.['csrf'] ?? '', note: 'seen in the test' });
      return formsIn(asked).find(({ key }) => key !== undefined) ?? {};
    },
    leave: () => context.dispose(),
  };
}

/** The hidden fields of every form of a page. */
export function formsIn(page: string): Record<string, string>[] {
  return page.split('<form').slice(1).map((form) => Object.fromEntries([...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])) as Record<string, string>);
}
