import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Store } from '../../query.ts';
import { publishedCheck } from '../../tables.ts';

export interface ChecksWanted {
  readonly orgUnits?: readonly string[] | undefined;
  readonly flaggedOnly: boolean;
}

const { methodologySha256, figure, orgUnit, period, published, recomputed, difference, follows, tolerance } = publishedCheck;

/** Published figures beside what their parts give. */
export async function listChecks({ orm }: Store, { orgUnits, flaggedOnly }: ChecksWanted) {
  return orm
    .select({ methodologySha256, figure, orgUnit, period, published, recomputed, difference, follows, tolerance })
    .from(publishedCheck)
    .where(and(orgUnits && inArray(orgUnit, [...orgUnits]), flaggedOnly ? eq(follows, false) : undefined))
    .orderBy(asc(orgUnit), asc(period), asc(figure));
}
