import { type allocationComputed, type DataOf, Refusal } from '@mizan/contracts';
import { type Query } from '../../query.ts';
import { casesWhere } from '../list-cases/cases.ts';

type Allocation = DataOf<typeof allocationComputed>;

export async function listAllocations(sql: Query, cycleId = ''): Promise<Allocation[]> {
  const rows = await sql<{ data: string }[]>`SELECT data FROM allocation WHERE ${cycleId} = '' OR cycle_id = ${cycleId} ORDER BY cycle_id`;
  return rows.map(({ data }) => JSON.parse(data) as Allocation);
}

/** The envelope of a cycle: what is authorised, what waits, what is free if all that waits is authorised. */
export async function readBudget(sql: Query, cycleId: string) {
  const [allocation] = await listAllocations(sql, cycleId);
  if (!allocation) throw new Refusal('allocation-not-found', `The envelope of ${cycleId} has not been shared yet.`);
  const cases = await casesWhere(sql, { cycleId });
  const total = (states: readonly string[]) => cases.filter(({ state }) => states.includes(state)).reduce((sum, { award }) => sum + BigInt(award), 0n);
  const [authorised, waiting] = [total(['authorised']), total(['open', 'prepared', 'checked'])];
  const counts = { 'not-eligible': 0, open: 0, prepared: 0, checked: 0, authorised: 0 };
  for (const { state } of cases) counts[state] += 1;
  const { envelope, allocated, factor } = allocation;
  return { cycleId, envelope, allocated, authorised: String(authorised), waiting: String(waiting), free: String(BigInt(envelope) - authorised - waiting), factor, counts };
}
