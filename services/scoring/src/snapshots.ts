import { Refusal } from '@mizan/contracts';
import { type Methodology, type OpenedSnapshot, openSnapshot } from '@mizan/scoring-engine';
import { eq } from 'drizzle-orm';
import { readObjectText } from './objects.ts';
import { snapshot } from './tables.ts';
import { type Store } from './query.ts';

export type SnapshotRow = typeof snapshot.$inferSelect;

/** @throws Refusal snapshot-not-found, also while the snapshot has not arrived yet */
export async function findSnapshot({ orm }: Pick<Store, 'orm'>, snapshotId: string): Promise<SnapshotRow> {
  const [row] = await orm.select().from(snapshot).where(eq(snapshot.snapshotId, snapshotId));
  if (!row) throw new Refusal('snapshot-not-found', `The snapshot ${snapshotId} is unknown here or has not arrived yet.`);
  return row;
}

/** Opens a snapshot for a methodology; every score of this service is computed from what is opened here. */
export async function openFrozen({ sql }: Pick<Store, 'sql'>, methodology: Methodology, { cycleId, level, valuesSha256, orgUnitsSha256 }: SnapshotRow): Promise<OpenedSnapshot> {
  const [values, orgUnits] = [await readObjectText(sql, valuesSha256), await readObjectText(sql, orgUnitsSha256)];
  return openSnapshot(methodology, { values, orgUnits, cycleId, level });
}
