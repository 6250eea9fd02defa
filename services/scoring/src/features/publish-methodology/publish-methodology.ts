import { Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { type Methodology } from '@mizan/scoring-engine';
import { sql } from 'drizzle-orm';
import { before, findVersion, nameOf, type Step, takeStep, type VersionKey } from '../../lifecycle/steps.ts';
import { authorsOf } from '../../lifecycle/version.ts';
import { may, standingAfter } from '../../lifecycle/transitions.ts';
import { readDocument, readPublications } from '../../methodologies.ts';
import { methodology as published } from '../../tables.ts';
import { refuseAuthor, refuseOtherText } from '../approve-methodology/approve-methodology.ts';
import { examine } from '../test-methodology/examine.ts';
import { affectedRuns, type AffectedRun } from './affected-runs.ts';

export interface Publishing {
  /** The text that was read. */
  readonly methodologySha256: string;
  readonly effectiveFrom?: string | undefined;
  readonly order?: string | undefined;
}

/**
 * Publishes an approved version from a day on; its predecessor is superseded from that day. Linter and examples run again on the stored bytes.
 * @param today - a day before it needs an order, and so does a cycle already scored; each run it touches needs a comparison
 * @throws Refusal same-person, other-text, linter-errors, examples-fail, effective-day-needed, effective-day-differs, order-needed or comparison-needed
 */
export async function publishMethodology(tx: Tx, key: VersionKey, { methodologySha256, effectiveFrom: asked, order }: Publishing, by: string, today: string): Promise<Step[]> {
  const steps = await before(tx, key, 'published');
  refuseOtherText(steps, methodologySha256);
  refuseAuthor(steps, by, 'publish');
  const { methodology } = await examine(tx, key, await readDocument(tx, methodologySha256));
  const effectiveFrom = effectiveDay(key, asked, methodology.document.effective?.from);
  const affected = await affectedRuns(tx, key.methodologyId, effectiveFrom);
  if (order === undefined && (effectiveFrom < today || affected.length > 0)) throw orderNeeded(key, effectiveFrom, affected);
  const comparisons = comparisonsWith(steps, affected, methodologySha256, effectiveFrom);
  const predecessor = (await readPublications(tx, key.methodologyId)).at(-1);
  const after = await takeStep(tx, await takeStep(tx, steps, 'published', by), 'enacted', by, { effectiveFrom, ...(order === undefined ? {} : { order }), comparisons });
  await keepPublished(tx, methodology, methodologySha256, [...authorsOf(steps)].at(-1) ?? '', by);
  if (predecessor) await supersede(tx, { methodologyId: key.methodologyId, version: predecessor.version }, by, { supersededBy: methodologySha256, from: effectiveFrom });
  return after;
}

function effectiveDay(key: VersionKey, asked: string | undefined, written: string | undefined): string {
  if (asked !== undefined && written !== undefined && asked !== written) throw new Refusal('effective-day-differs', `${nameOf(key)} says itself that it holds from ${written}. Publish it from that day, or save a version that says ${asked}.`);
  const day = asked ?? written;
  if (day === undefined) throw new Refusal('effective-day-needed', `${nameOf(key)} does not say from which day it holds, and neither do you. Name the day.`);
  return day;
}

function orderNeeded(key: VersionKey, effectiveFrom: string, affected: readonly AffectedRun[]): Refusal {
  const why = affected.length > 0 ? `the cycle ${affected.map(({ cycleId }) => cycleId).join(', ')} is scored already` : 'that day has passed';
  return new Refusal('order-needed', `${nameOf(key)} would hold from ${effectiveFrom}, and ${why}. Name the order that says so${affected.length > 0 ? ', and compare the version with each run it touches' : ''}, or publish it from a day to come.`, { effectiveFrom, runs: affected });
}

/** The comparisons of exactly this text with the runs it touches. @throws Refusal comparison-needed naming the runs that lack one */
function comparisonsWith(steps: readonly Step[], affected: readonly AffectedRun[], methodologySha256: string, effectiveFrom: string): string[] {
  const made = steps.filter((one) => one.kind === 'compared' && one.methodologySha256 === methodologySha256);
  const found = affected.map(({ runId, cycleId }) => ({ runId, cycleId, comparison: made.findLast(({ data }) => data['runId'] === runId)?.data['comparisonSha256'] as string | undefined }));
  const lacking = found.filter(({ comparison }) => comparison === undefined);
  if (lacking.length > 0) throw new Refusal('comparison-needed', `From ${effectiveFrom} on it touches ${lacking.map(({ runId, cycleId }) => `the run ${runId} of cycle ${cycleId}`).join(' and ')}. Compare the version with each, read what changes for whom, and publish again.`, { runs: lacking.map(({ runId }) => runId) });
  return found.map(({ comparison }) => comparison!);
}

/** The row that runs refer to; one from before drafts were kept is there already. */
async function keepPublished(tx: Tx, { id: methodologyId, version, title }: Methodology, methodologySha256: string, registeredBy: string, publishedBy: string): Promise<void> {
  await tx.orm
    .insert(published)
    .values({ methodologySha256, methodologyId, version, title, registeredBy, publishedBy, publishedAt: new Date() })
    .onConflictDoUpdate({ target: published.methodologySha256, set: { publishedBy: sql`excluded.published_by`, publishedAt: sql`excluded.published_at` } });
}

async function supersede(tx: Tx, key: VersionKey, by: string, successor: { supersededBy: string; from: string }): Promise<void> {
  const steps = await findVersion(tx, key);
  if (may(standingAfter(steps.map(({ kind }) => kind)), 'superseded')) await takeStep(tx, steps, 'superseded', by, successor);
}
