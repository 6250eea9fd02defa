import { type DataOf, readObject, type snapshotFrozen } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type Indicators } from '../../indicators.ts';
import { keepObjects } from '../../objects.ts';
import { snapshot } from '../../tables.ts';
import { snapshotFaults } from '@mizan/score-run';

/** Fetches what a frozen snapshot names by hash, verifies it against the leaf and keeps it. @throws Error naming what does not agree */
export async function takeSnapshot(tx: Tx, frozen: DataOf<typeof snapshotFrozen>, indicators: Indicators): Promise<void> {
  const [values, orgUnits, postings] = await Promise.all([
    indicators.ask(readObject, { params: { sha256: frozen.valuesSha256 } }),
    indicators.ask(readObject, { params: { sha256: frozen.orgUnitsSha256 } }),
    indicators.ask(readObject, { params: { sha256: frozen.postingsSha256 } }),
  ]);
  const faults = [...snapshotFaults(frozen, { values, orgUnits }), ...(toHex(sha256(postings)) === frozen.postingsSha256 ? [] : ['postingsSha256'])];
  if (faults.length > 0) throw new Error(`snapshot ${frozen.snapshotId} does not agree with its leaf in ${faults.join(', ')}`);
  await keepObjects(tx.sql, [values, orgUnits, postings]);
  const { snapshotId, cycleId, start: cycleStart, end: cycleEnd, level, methodologySha256, snapshotDigest, valuesSha256, orgUnitsSha256, postingsSha256 } = frozen;
  await tx.orm.insert(snapshot).values({ snapshotId, cycleId, cycleStart, cycleEnd, level, methodologySha256, snapshotDigest, valuesSha256, orgUnitsSha256, postingsSha256 }).onConflictDoNothing();
}
