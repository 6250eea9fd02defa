import { Refusal } from '@mizan/contracts';
import { attributionFaults, type AttributionRow, type Methodology, readAttributions, readTakeOvers, ValuesError } from '@mizan/scoring-engine';
import { readObjectText } from '../../objects.ts';
import { type Store } from '../../query.ts';
import { type SnapshotRow } from '../../snapshots.ts';

/** Who held which post in the cycle, absences from it, and figures at take-over, as frozen. @throws Refusal postings-contradict when they were never kept here */
export async function readPostings({ sql }: Pick<Store, 'sql'>, { snapshotId, postingsSha256, takeOversSha256, cycleStart, cycleEnd }: SnapshotRow) {
  if (!postingsSha256 || !cycleStart || !cycleEnd) throw new Refusal('postings-contradict', `The snapshot ${snapshotId} is from before postings were kept with it, and the methodology turns scores of org units into those of people. Freeze the cycle again under this methodology and score the new snapshot.`);
  const takeOvers = takeOversSha256 === null ? [] : readTakeOvers(await readObjectText(sql, takeOversSha256));
  return { rows: readAttributions(await readObjectText(sql, postingsSha256)), takeOvers, cycle: { start: cycleStart, end: cycleEnd } };
}

/** Nothing is started on postings that no manager's score can be made of. @throws Refusal postings-contradict with a sentence for each fault */
export async function refuseContradictions(store: Pick<Store, 'sql'>, methodology: Methodology, frozen: SnapshotRow): Promise<void> {
  if (!methodology.document.attribution) return;
  const faults = await faultsOf(store, methodology, frozen);
  if (faults.length > 0) throw new Refusal('postings-contradict', `Scores of people cannot be made of the postings of ${frozen.snapshotId}; nothing was started. Rows are those of its postings file. ${faults.slice(0, 20).join('. ')}. Mend the postings or absences, freeze the cycle again and score the new snapshot.`, { faults });
}

async function faultsOf(store: Pick<Store, 'sql'>, methodology: Methodology, frozen: SnapshotRow): Promise<readonly string[]> {
  try {
    const { rows, cycle }: { rows: AttributionRow[]; cycle: { start: string; end: string } } = await readPostings(store, frozen);
    return attributionFaults(methodology, rows, cycle);
  } catch (error) {
    if (error instanceof ValuesError) return error.message.split('\n');
    throw error;
  }
}
