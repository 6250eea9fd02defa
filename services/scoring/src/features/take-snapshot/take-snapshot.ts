import { type DataOf, readObject, type snapshotFrozen } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { type Indicators } from '../../indicators.ts';
import { keepObjects } from '../../objects.ts';
import { snapshot } from '../../tables.ts';
import { snapshotFaults } from '@mizan/score-run';

/** Fetches what a frozen snapshot names by hash, verifies it against the leaf and keeps it. @throws Error naming what does not agree */
export async function takeSnapshot(tx: Tx, frozen: DataOf<typeof snapshotFrozen>, indicators: Indicators): Promise<void> {
  const object = async (sha256: string) => indicators.ask(readObject, { params: { sha256 } });
  const [values, orgUnits, postings] = await Promise.all([object(frozen.valuesSha256), object(frozen.orgUnitsSha256), object(frozen.postingsSha256)]);
  const takeOvers = frozen.takeOversSha256 === undefined ? undefined : await object(frozen.takeOversSha256);
  const faults = snapshotFaults(frozen, { values, orgUnits, postings, ...(takeOvers ? { takeOvers } : {}) });
  if (faults.length > 0) throw new Error(`snapshot ${frozen.snapshotId} does not agree with its leaf in ${faults.join(', ')}`);
  await keepObjects(tx.sql, [values, orgUnits, postings, ...(takeOvers ? [takeOvers] : [])]);
  const { snapshotId, cycleId, start: cycleStart, end: cycleEnd, level, methodologySha256, snapshotDigest, valuesSha256, orgUnitsSha256, postingsSha256, takeOversSha256 } = frozen;
  await tx.orm.insert(snapshot).values({ snapshotId, cycleId, cycleStart, cycleEnd, level, methodologySha256, snapshotDigest, valuesSha256, orgUnitsSha256, postingsSha256, takeOversSha256 }).onConflictDoNothing();
}
