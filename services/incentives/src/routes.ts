import { authoriseCase, checkCase, grantRole, listAllocations, listCases, listSchemes, openCases, prepareCase, publishScheme, readBooks, readBudget, readCase, readObject, readScheme, Refusal, registerScheme, sendBackCase } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { effect, type Mounted, type Principal, read } from '@mizan/http';
import { carryCase } from './features/carry-case/carry-case.ts';
import { grantRole as grant } from './features/grant-role/grant-role.ts';
import { findScheme, headOf, publishScheme as publish, registerScheme as register, schemeRows } from './features/keep-scheme/scheme.ts';
import { casesWhere, findCase, replyOf, type StepName } from './features/list-cases/cases.ts';
import { openCases as open } from './features/open-cases/open-cases.ts';
import { books } from './features/read-books/books.ts';
import { listAllocations as allocations, readBudget as budget } from './features/read-budget/budget.ts';

/** A manager sees her own cases alone. */
const ownOnly = ({ roles, subject }: Principal) => (roles.every((role) => role === 'district-manager') ? subject : undefined);

const steps = { prepared: prepareCase, checked: checkCase, authorised: authoriseCase, 'sent-back': sendBackCase } as const;

/** Every operation of the service, one line each. */
export function routes({ sql }: Database, vouch: () => Promise<void>): Mounted[] {
  return [
    effect(registerScheme, ({ tx, principal, body }) => register(tx, principal.subject, body.document)),
    effect(publishScheme, ({ tx, principal, params }) => publish(tx, principal.subject, params.schemeSha256)),
    read(listSchemes, async () => ({ schemes: (await schemeRows(sql)).map(headOf) })),
    read(readScheme, async ({ params }) => {
      const row = await findScheme(sql, params.schemeSha256);
      return { head: headOf(row), document: JSON.parse(row.document) as unknown };
    }),
    effect(grantRole, ({ tx, body }) => grant(tx, body)),
    effect(openCases, ({ tx, body }) => open(tx, body)),
    read(listAllocations, async ({ query }) => ({ allocations: await allocations(sql, query.cycleId) })),
    read(listCases, async ({ query, principal }) => {
      const found = (await casesWhere(sql, { cycleId: query.cycleId, after: query.after, personId: ownOnly(principal) })).filter(({ state }) => query.state === undefined || state === query.state);
      const page = found.slice(0, query.limit);
      return { cases: page.map(replyOf), ...(found.length > page.length ? { next: page.at(-1)?.caseId } : {}) };
    }),
    read(readCase, async ({ params, principal, res }) => {
      const found = await findCase(sql, params.caseId, ownOnly(principal));
      res.set('etag', `"${found.version}"`);
      return replyOf(found);
    }),
    ...(Object.keys(steps) as StepName[]).map((step) =>
      effect(steps[step], async ({ tx, principal, params, body, ifMatch, res }) => {
        const reply = await carryCase(tx, { caseId: params.caseId, step, actor: principal.subject, note: body.note, ifMatch }, vouch);
        res.set('etag', `"${reply.version}"`);
        return reply;
      }),
    ),
    read(readBudget, ({ params }) => budget(sql, params.cycleId)),
    read(readObject, async ({ params }) => {
      const row = (await schemeRows(sql)).find(({ schemeSha256 }) => schemeSha256 === params.sha256);
      if (!row) throw new Refusal('object-not-found', `No object has the hash ${params.sha256}.`);
      return new TextEncoder().encode(row.document);
    }),
    read(readBooks, async () => ({ rows: await books(sql) })),
  ];
}
