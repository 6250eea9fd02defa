import { listCases } from '@mizan/contracts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

/** `case list`: the cases of a cycle as CSV, in case-id order. */
export async function caseList(options: { as?: string; cycle?: string; state?: string; json?: boolean }, terminal: Terminal): Promise<number> {
  const session = await openSession(options.as, 'auditor');
  if (!options.json) terminal.out('case,org_unit,posting,score,days,award,state');
  for (let after: string | undefined = ''; after !== undefined; ) {
    const query: Record<string, string | number> = { after, limit: 500, ...(options.cycle ? { cycleId: options.cycle } : {}), ...(options.state ? { state: options.state } : {}) };
    const page: { cases: readonly { caseId: string; orgUnit: string; postingId: string; score?: string | undefined; days: number; award: string; state: string }[]; next?: string | undefined } = await session.ask(listCases, { query });
    for (const c of page.cases) terminal.out(options.json ? JSON.stringify(c) : [c.caseId, c.orgUnit, c.postingId, c.score ?? '', c.days, c.award, c.state].join(','));
    after = page.next;
  }
  return 0;
}
