import { type AllocationData, readBudget, readLogEntries, type RunCompletedData } from '@mizan/contracts';
import { type z } from 'zod';
import { cycle } from '../cycle.ts';
import { type Office } from '../office.ts';

/** The lines the demonstration prints: what was scored, what was shared out, and how long each log is. */
export async function summarise(office: Office, run: z.output<typeof RunCompletedData>, allocation: z.output<typeof AllocationData>): Promise<Record<string, string>> {
  const budget = await office.ask('finance-officer', readBudget, { params: { cycleId: cycle.cycleId } });
  return {
    scored: String(run.scored),
    'not scorable': String(run.notScorable),
    cases: String(allocation.cases),
    eligible: String(allocation.eligible),
    envelope: allocation.envelope,
    factor: allocation.factor,
    allocated: allocation.allocated,
    authorised: budget.authorised,
    'authorised cases': String(budget.counts.authorised ?? 0),
    'log indicators': await logSize(office, 'indicators'),
    'log scoring': await logSize(office, 'scoring'),
    'log incentives': await logSize(office, 'incentives'),
  };
}

async function logSize(office: Office, at: 'indicators' | 'scoring' | 'incentives'): Promise<string> {
  const { size } = await office.ask('auditor', readLogEntries, { query: { from: 0, limit: 1 }, at });
  return String(size);
}
