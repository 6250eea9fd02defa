import { Refusal } from '@mizan/contracts';
import { readFrozen as readFiles } from '@mizan/score-run';
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

/** The cells of a snapshot and its org units of one level. */
export async function readFrozen({ sql }: Pick<Store, 'sql'>, { valuesSha256, orgUnitsSha256 }: SnapshotRow, level: string) {
  const [values, hierarchy] = [await readObjectText(sql, valuesSha256), await readObjectText(sql, orgUnitsSha256)];
  return readFiles({ values, hierarchy }, level);
}
