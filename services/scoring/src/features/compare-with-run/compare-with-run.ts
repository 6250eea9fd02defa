import { type Comparison } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { type Methodology } from '@mizan/scoring-engine';
import { compareOutcomes, type Outcome, outcomes } from '@mizan/simulation';
import { canonicalBytes } from '@mizan/verifiable-log';
import { asc, eq } from 'drizzle-orm';
import { type z } from 'zod';
import { before, takeStep, type VersionKey } from '../../lifecycle/steps.ts';
import { loadMethodology } from '../../methodologies.ts';
import { keepObjects } from '../../objects.ts';
import { findRun } from '../../runs.ts';
import { findSnapshot, groupingsOfSnapshot, openFrozen, refuseUnmet, type SnapshotRow } from '../../snapshots.ts';
import { score } from '../../tables.ts';

interface Printed {
  readonly orgUnit: string;
  readonly score?: string | null | undefined;
  readonly band?: string | null | undefined;
}

/** Scores the snapshot of a completed run with this version and keeps both side by side, as an order with effect on that run needs it. @throws Refusal run-not-found or snapshot-lacks */
export async function compareWithRun(tx: Tx, key: VersionKey, runId: string, by: string): Promise<z.output<typeof Comparison>> {
  const steps = await before(tx, key, 'compared');
  const { methodologySha256: after } = steps.at(-1)!;
  const run = await findRun(tx, runId);
  const then: Stored[] = await tx.orm.select({ orgUnit: score.orgUnit, status: score.status, score: score.score, exact: score.exact, band: score.band }).from(score).where(eq(score.runId, runId)).orderBy(asc(score.orgUnit));
  const methodology = await loadMethodology(tx, after);
  const frozen = await findSnapshot(tx, run.snapshotId);
  const opened = await openFrozen(tx, methodology, frozen);
  refuseUnmet(methodology, opened, frozen);
  const now = outcomes(methodology, opened.cells, opened.options);
  const rows = sideBySide(then, now);
  const changed = rows.filter((row) => row.before !== row.after || row.bandBefore !== row.bandAfter).length;
  const comparison = { runId, cycleId: run.cycleId, before: run.methodologySha256, after, orgUnits: rows.length, changed, by: await effects(tx, frozen, methodology, then, now), rows };
  const [comparisonSha256 = ''] = await keepObjects(tx.sql, [canonicalBytes(comparison)]);
  await takeStep(tx, steps, 'compared', by, { runId, cycleId: run.cycleId, comparisonSha256, orgUnits: rows.length, changed });
  return { comparisonSha256, ...comparison };
}

interface Stored extends Printed {
  readonly status: 'scored' | 'not-scorable';
  readonly exact: string | null;
}

/** Whom the change touches; what was not recorded of anybody is said to be so. */
async function effects(tx: Tx, frozen: SnapshotRow, { document }: Methodology, then: readonly Stored[], now: readonly Outcome[]) {
  const before = then.map(({ orgUnit, status, score: printed, exact, band }): Outcome => ({ orgUnit, period: frozen.cycleId, status, ...(printed == null ? {} : { score: printed }), ...(exact === null ? {} : { exact }), ...(band == null ? {} : { band }) }));
  const { by } = compareOutcomes(before, now, { groupings: await groupingsOfSnapshot(tx, frozen), bandsInOrder: (document.bands ?? []).map(({ id }) => id) });
  return JSON.parse(JSON.stringify(by)) as Record<string, Record<string, unknown>>;
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
