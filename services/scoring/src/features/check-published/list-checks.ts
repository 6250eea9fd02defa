import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Store } from '../../query.ts';
import { publishedCheck } from '../../tables.ts';

export interface ChecksWanted {
  readonly orgUnits?: readonly string[] | undefined;
  readonly flaggedOnly: boolean;
}

/** Published figures beside what their parts give. */
export async function listChecks({ orm }: Store, { orgUnits, flaggedOnly }: ChecksWanted) {
  const rows = await orm
    .select()
    .from(publishedCheck)
    .where(and(orgUnits && inArray(publishedCheck.orgUnit, [...orgUnits]), flaggedOnly ? eq(publishedCheck.follows, false) : undefined))
    .orderBy(asc(publishedCheck.orgUnit), asc(publishedCheck.period), asc(publishedCheck.figure));
  return rows.map(({ methodologySha256: _, ...check }) => check);
}
