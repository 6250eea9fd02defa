import { allocationComputed, caseOpened, IncentiveScheme } from '@mizan/contracts';
import { type AllocationData, type AllocationReplay, type CaseData, type Claimed, postingsOf, replayAllocation } from '@mizan/incentive-rules';
import { type FrozenFault, objectFault } from '@mizan/score-run';
import { csvRows } from '@mizan/scoring-engine/csv-records.ts';
import { type Fault } from '@mizan/verifiable-log';
import { counted } from '../scoring-files/in-columns.ts';
import { dataOf, type Evidence, type FoundRun } from './evidence.ts';
import { limited } from './limited.ts';

export interface AmountsReplay {
  readonly runId: string;
  readonly allocationId: string;
  readonly faults: readonly FrozenFault[];
  /** Not there where what it was computed from is not as it was frozen. */
  readonly replay?: AllocationReplay;
}

/** What was paid for by a run, worked out again: the gates, the amounts and the sharing of the envelope. */
export async function replayAmounts({ stored }: FoundRun, evidence: Evidence): Promise<AmountsReplay[]> {
  const leaves = await evidence.leaves('incentives');
  const { runId } = stored.run;
  const cases = dataOf<CaseData>(leaves, caseOpened).filter((one) => one.runId === runId);
  const found: AmountsReplay[] = [];
  for (const allocation of dataOf<AllocationData>(leaves, allocationComputed).filter((one) => one.runId === runId)) {
    found.push(await replayOne({ allocation, cases: cases.filter(({ schemeSha256 }) => schemeSha256 === allocation.schemeSha256) }, stored, evidence));
  }
  return found;
}

/** An allocation is never passed over because its run is not in the scoring log. */
export async function allocationsOfNoRun(runs: readonly FoundRun[], evidence: Evidence): Promise<Fault[]> {
  const known = new Set(runs.map(({ stored }) => stored.run.runId));
  const allocations = dataOf<AllocationData>(await evidence.leaves('incentives'), allocationComputed);
  return allocations.filter(({ runId }) => !known.has(runId)).map(({ allocationId, runId }) => ({ kind: 'incomplete', log: 'scoring', text: `${allocationId} was made on the run ${runId}, which is not in this log` }));
}

async function replayOne(given: { allocation: AllocationData; cases: CaseData[] }, { snapshot, scores, managerScores }: FoundRun['stored'], evidence: Evidence): Promise<AmountsReplay> {
  const { runId, allocationId, schemeSha256 } = given.allocation;
  if (!snapshot) return { runId, allocationId, faults: [{ kind: 'missing', text: `the leaf of the snapshot that ${allocationId} was made on is not there` }] };
  const [scheme, postings] = [await evidence.object(schemeSha256, 'incentives'), await evidence.object(snapshot.postingsSha256, 'indicators')];
  const objects = new Map([[schemeSha256, scheme], [snapshot.postingsSha256, postings]].flatMap(([hash, bytes]) => (bytes ? [[hash, bytes] as [string, Uint8Array]] : [])));
  const faults = [objectFault({ objects }, schemeSha256, 'the incentive scheme'), objectFault({ objects }, snapshot.postingsSha256, 'the postings file')].filter((fault) => fault !== undefined);
  if (faults.length > 0) return { runId, allocationId, faults };
  const byOrgUnit = new Map(scores.map((score) => [score.orgUnit, score]));
  const byPerson = new Map(managerScores.map(({ managerScoreId: scoreId, personId, score, band }) => [personId, { scoreId, score, band }]));
  const claimed = postingsOf(recordsIn(new TextDecoder().decode(postings))).map((posting): Claimed => ({ posting, score: byOrgUnit.get(posting.orgUnit), managerScore: byPerson.get(posting.personId), cycle: snapshot }));
  const document = IncentiveScheme.safeParse(JSON.parse(new TextDecoder().decode(scheme)));
  if (!document.success) return { runId, allocationId, faults, replay: { runId, allocationId, cases: given.cases.length, equal: 0, differences: [{ of: allocationId, part: 'incentive scheme', stored: 'read', recomputed: `no longer read: ${document.error.message}` }] } };
  return { runId, allocationId, faults, replay: replayAllocation(given, claimed, document.data) };
}

function recordsIn(text: string): Record<string, string>[] {
  const [header, ...rows] = csvRows(text);
  return rows.map(({ fields }) => Object.fromEntries(header!.fields.map((name, column) => [name, fields[column] ?? ''])));
}

/** One line for the allocation, then what differs of it and of its cases. */
export function amountsInWords({ allocationId, runId, faults, replay }: AmountsReplay): string[] {
  const outcome = !replay ? 'NOT REPLAYED: what it was computed from is not as it was frozen' : replay.differences.length ? `${replay.equal} of ${counted(replay.cases, 'case')} come out byte for byte` : `all ${counted(replay.cases, 'case')}, their gates and amounts, and the sharing of the envelope come out byte for byte`;
  return [
    `${allocationId} on run ${runId}: ${outcome}`,
    ...faults.map(({ kind, text }) => `  ${kind === 'changed' ? 'CHANGED' : 'MISSING'}: ${text}`),
    ...limited((replay?.differences ?? []).map(({ of, part, stored, recomputed }) => [`  DIFFERS: ${of}: ${part}: ${stored} stored, ${recomputed} computed now`])),
  ];
}
