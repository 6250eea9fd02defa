import { type DataOf, type scoreComputed } from '@mizan/contracts';
import { and, asc, eq, gt, inArray, isNull, type SQL } from 'drizzle-orm';
import { score, supersession } from './tables.ts';
import { type Store } from './query.ts';

export type ScoreRow = typeof score.$inferSelect;
export type ScoreData = DataOf<typeof scoreComputed>;
export interface StoredScore {
  readonly row: ScoreRow;
  readonly supersededBy: string | null;
}

/** The data of the score's event, rebuilt from its row. */
export function scoreData({ score: printed, exact, band, ...row }: ScoreRow): ScoreData {
  const { scoreId, runId, cycleId, orgUnit, status, reasons, completeness, derivationSha256, methodologySha256, snapshotId, snapshotDigest } = row;
  return {
    ...{ scoreId, runId, cycleId, orgUnit, status, reasons, completeness, derivationSha256, methodologySha256, snapshotId, snapshotDigest },
    ...(printed === null ? {} : { score: printed }),
    ...(exact === null ? {} : { exact }),
    ...(band === null ? {} : { band }),
  };
}

export const scoreView = ({ row, supersededBy }: StoredScore) => ({
  ...scoreData(row),
  computedAt: row.computedAt.toISOString(),
  ...(supersededBy === null ? {} : { supersededBy }),
});

export interface ScoreFilter {
  readonly cycleId: string;
  /** Scores of this run, superseded or not; without it those in force. */
  readonly runId?: string | undefined;
  readonly orgUnits?: readonly string[] | undefined;
  readonly after?: string;
  readonly limit?: number;
}

/** Scores in org-unit order. */
export async function findScores({ orm }: Pick<Store, 'orm'>, { cycleId, runId, orgUnits, after = '', limit = 1000 }: ScoreFilter): Promise<StoredScore[]> {
  const which: (SQL | undefined)[] = [
    eq(score.cycleId, cycleId),
    gt(score.orgUnit, after),
    runId === undefined ? isNull(supersession.supersededBy) : eq(score.runId, runId),
    orgUnits && inArray(score.orgUnit, [...orgUnits]),
  ];
  return orm
    .select({ row: score, supersededBy: supersession.supersededBy })
    .from(score)
    .leftJoin(supersession, eq(supersession.scoreId, score.scoreId))
    .where(and(...which))
    .orderBy(asc(score.orgUnit))
    .limit(limit);
}
