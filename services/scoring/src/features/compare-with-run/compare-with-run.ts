import { type Comparison } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { canonicalBytes } from '@mizan/verifiable-log';
import { asc, eq } from 'drizzle-orm';
import { type z } from 'zod';
import { before, takeStep, type VersionKey } from '../../lifecycle/steps.ts';
import { keepObjects } from '../../objects.ts';
import { findRun } from '../../runs.ts';
import { score } from '../../tables.ts';
import { dryRun } from '../dry-run/dry-run.ts';

interface Printed {
  readonly orgUnit: string;
  readonly score?: string | null | undefined;
  readonly band?: string | null | undefined;
}

/** Scores the snapshot of a completed run with this version and keeps both side by side, as an order with effect on that run needs it. @throws Refusal run-not-found */
export async function compareWithRun(tx: Tx, key: VersionKey, runId: string, by: string): Promise<z.output<typeof Comparison>> {
  const steps = await before(tx, key, 'compared');
  const { methodologySha256: after } = steps.at(-1)!;
  const run = await findRun(tx, runId);
  const then: Printed[] = await tx.orm.select({ orgUnit: score.orgUnit, score: score.score, band: score.band }).from(score).where(eq(score.runId, runId)).orderBy(asc(score.orgUnit));
  const now: Printed[] = (await dryRun(tx, { methodologySha256: after, snapshotId: run.snapshotId, cycleId: run.cycleId })).results;
  const rows = sideBySide(then, now);
  const changed = rows.filter((row) => row.before !== row.after || row.bandBefore !== row.bandAfter).length;
  const comparison = { runId, cycleId: run.cycleId, before: run.methodologySha256, after, orgUnits: rows.length, changed, rows };
  const [comparisonSha256 = ''] = await keepObjects(tx.sql, [canonicalBytes(comparison)]);
  await takeStep(tx, steps, 'compared', by, { runId, cycleId: run.cycleId, comparisonSha256, orgUnits: rows.length, changed });
  return { comparisonSha256, ...comparison };
}

/** Printed scores and bands by org unit in code order, empty where there is none; the level may differ, so may the org units. */
export function sideBySide(then: readonly Printed[], now: readonly Printed[]) {
  const [byThen, byNow] = [then, now].map((all) => new Map(all.map((one) => [one.orgUnit, one])));
  const orgUnits = [...new Set([...byThen!.keys(), ...byNow!.keys()])].sort();
  return orgUnits.map((orgUnit) => {
    const [a, b] = [byThen!.get(orgUnit), byNow!.get(orgUnit)];
    return { orgUnit, before: a?.score ?? '', after: b?.score ?? '', bandBefore: a?.band ?? '', bandAfter: b?.band ?? '' };
  });
}
