import { Refusal } from '@mizan/contracts';
import { type Methodology, type OpenedSnapshot, openSnapshot, openSnapshotOf, readOrgUnits, unmetNeeds, ValuesError } from '@mizan/scoring-engine';
import { type Groupings, groupingsOf, readPostHolders } from '@mizan/simulation';
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

/** Opens a snapshot for a methodology; every score of this service is computed from what is opened here. @param wanted - those whose scores alone are computed: no more is read than they rest on. @throws Refusal snapshot-lacks */
export async function openFrozen({ sql }: Pick<Store, 'sql'>, methodology: Methodology, { snapshotId, cycleId, cycleStart, level, valuesSha256, orgUnitsSha256 }: SnapshotRow, wanted?: readonly string[]): Promise<OpenedSnapshot> {
  const [values, orgUnits] = [await readObjectText(sql, valuesSha256), await readObjectText(sql, orgUnitsSha256)];
  try {
    const files = { values, orgUnits, cycleId, start: cycleStart ?? undefined, level };
    return wanted ? openSnapshotOf(methodology, files, wanted) : openSnapshot(methodology, files);
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    const why = methodology.tellsSourcesApart ? '' : ' A figure that is kept apart by source is read by naming its source, such as reading[source=census].';
    throw new Refusal('snapshot-lacks', `${nameOf(methodology)} cannot read the snapshot ${snapshotId}: ${error.message.split('\n')[0]}.${why}`);
  }
}

/** Refuses a snapshot in which nobody has what the methodology reads, before anybody is scored on it. @throws Refusal snapshot-lacks saying what to add */
export function refuseUnmet(methodology: Methodology, opened: OpenedSnapshot, { snapshotId }: SnapshotRow): void {
  const needs = unmetNeeds(methodology, opened);
  if (needs.length) throw new Refusal('snapshot-lacks', `${nameOf(methodology)} cannot be run on the snapshot ${snapshotId}: ${needs.slice(0, 10).join(' ')}${needs.length > 10 ? ` And ${needs.length - 10} more.` : ''}`, { needs });
}

/** By which words a report on everybody tells groups apart: league and remoteness as the hierarchy says, sex as the postings of the cycle say. What was not recorded is not there. */
export async function groupingsOfSnapshot({ sql }: Pick<Store, 'sql'>, { orgUnitsSha256, postingsSha256 }: SnapshotRow): Promise<Groupings> {
  const holders = postingsSha256 === null ? [] : readPostHolders(await readObjectText(sql, postingsSha256));
  return groupingsOf(readOrgUnits(await readObjectText(sql, orgUnitsSha256)), holders);
}

const nameOf = ({ id, version }: Methodology) => `${id} ${version}`;
