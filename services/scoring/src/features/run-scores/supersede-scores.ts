import { Refusal, scoreSuperseded } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { findScores, type ScoreData } from '../../scores.ts';
import { supersession } from '../../tables.ts';

/** Replaces the scores in force by those of a later run. @returns what to record, once the later scores are kept. @throws Refusal reason-needed */
export async function supersedeScores(tx: Tx, later: readonly ScoreData[], reason: string | undefined): Promise<() => Promise<void>> {
  const [first] = later;
  if (!first) return async () => {};
  const inForce = await findScores(tx, { cycleId: first.cycleId, orgUnits: later.map(({ orgUnit }) => orgUnit), limit: later.length });
  if (inForce.length === 0) return async () => {};
  if (!reason?.trim()) throw new Refusal('reason-needed', `${inForce.length} scores of cycle ${first.cycleId} would be superseded: say why.`);
  const replaced = inForce.map(({ row }) => ({ scoreId: row.scoreId, supersededBy: `${first.runId}/${row.orgUnit}`, cycleId: row.cycleId, orgUnit: row.orgUnit, reason }));
  return async () => {
    await tx.orm.insert(supersession).values(replaced);
    for (const data of replaced) record(tx, scoreSuperseded, { subject: data.scoreId, data });
  };
}
