import { type ImportReport, Refusal, submissionAccepted, submissionRejected } from '@mizan/contracts';
import { type Actor, type Database, record, transact, type Tx } from '@mizan/db';
import { contentDigest } from '../../content-digest.ts';
import { within } from '../../query.ts';
import { type Objects } from '../../objects.ts';
import { contradictions } from './contradictions.ts';
import { kinds } from './kinds.ts';
import { readKnown } from './known.ts';
import { mergeFigures, mergeObservations, mergeReference } from './merge.ts';
import { type Limits, type Received, type ReadRow, receive } from './receive.ts';
import { FaultList } from './report.ts';
import { createStage, doubledLines, fillStage } from './stage.ts';

export interface ImportRequest {
  readonly db: Database;
  readonly objects: Objects;
  readonly limits: Limits;
  readonly actor: Actor & { onBehalf: string };
  readonly kind: ImportReport['kind'];
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}
type Stored = Pick<ImportReport, 'submissionId' | 'created' | 'updated'>;

class Faulty extends Error {}

/**
 * Imports a file whole or not at all. The same rows again, in whatever order or line ending, add nothing.
 * @throws Refusal file-has-faults with the report in its details; others for a file that is not what it should be
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const file = await request.objects.begin();
  const faults = new FaultList();
  let received: Received | undefined;
  try {
    const stored = await transact(request.db, request.actor, async (tx) => {
      if (received) throw new Refusal('file-has-faults', 'Another import changed the same rows at this moment. Import the file again.');
      received = await stage(tx, request, file, faults);
      if (faults.faulty) throw new Faulty();
      return store(tx, request, received);
    });
    if (stored.submissionId) await file.keep(received!.sha256);
    return report(request, received!, stored, faults);
  } catch (error) {
    if (!(error instanceof Faulty) || !received) throw error;
    await reject(request, received, faults);
    throw new Refusal('file-has-faults', `${faults.faulty} of ${received.rows} rows have faults; nothing was stored. Correct them and import the file again.`, { report: report(request, received, { created: 0, updated: 0 }, faults) });
  } finally {
    await file.discard();
  }
}

async function stage(tx: Tx, { kind: name, limits, chunks }: ImportRequest, file: Awaited<ReturnType<Objects['begin']>>, faults: FaultList): Promise<Received> {
  const kind = kinds[name];
  const known = await readKnown(tx.sql);
  await createStage(tx.sql);
  const take = async (rows: readonly ReadRow[]) => {
    const good = rows.flatMap((row) => {
      if ('fault' in row) return (faults.add(row.line, { column: '(row)', found: row.fault, expected: 'as many fields as the header, quotes closed' }), []);
      const found = kind.check(row.fields, known);
      for (const fault of found) faults.add(row.line, fault);
      return found.length ? [] : [{ line: row.line, key: kind.key(row.fields, known), fields: row.fields }];
    });
    if (!faults.faulty) await fillStage(tx.sql, good);
  };
  const received = await receive({ chunks, file, kind, limits, take });
  if (!faults.faulty) {
    for (const { line, first, key } of await doubledLines(tx.sql)) faults.add(line, { column: '(row)', found: key, expected: `a row that does not stand already in line ${first}` });
    if (name === 'org-units') await checkParents(tx, faults);
    if (name === 'indicators') await checkSources(tx, faults);
    if (name === 'postings' || name === 'absences') for (const { line, ...fault } of await contradictions(tx.sql, name)) faults.add(line, fault);
  }
  return received;
}

async function checkParents(tx: Tx, faults: FaultList): Promise<void> {
  const rows = await tx.sql<{ line: number; parent: string }[]>`
    SELECT line, fields ->> 'parent_code' AS parent FROM stage WHERE fields ->> 'parent_code' <> ''
      AND NOT EXISTS (SELECT 1 FROM stage AS p WHERE p.key = stage.fields ->> 'parent_code')
      AND NOT EXISTS (SELECT 1 FROM current_reference AS c WHERE c.kind = 'org-units' AND c.key = stage.fields ->> 'parent_code') ORDER BY line`;
  for (const { line, parent } of rows) faults.add(line, { column: 'parent_code', found: parent, expected: 'the code of an org unit in this file or imported before' });
}

/** Figures are kept apart by source from the first on or never: a key cannot change under figures that are there. */
async function checkSources(tx: Tx, faults: FaultList): Promise<void> {
  const rows = await tx.sql<{ line: number; now: string; before: string }[]>`
    SELECT line, now, before FROM (
      SELECT s.line, s.key, coalesce(nullif(s.fields ->> 'sources', ''), 'one') AS now, coalesce(nullif(c.fields ->> 'sources', ''), 'one') AS before
      FROM stage AS s JOIN current_reference AS c ON c.kind = 'indicators' AND c.key = s.key WHERE s.fields ? 'sources') AS t
    WHERE now <> before AND EXISTS (SELECT 1 FROM current_observation AS o WHERE o.indicator = t.key) ORDER BY line`;
  for (const { line, now, before } of rows) faults.add(line, { column: 'sources', found: now, expected: `${before}, as when figures of this indicator were imported; give figures that are kept otherwise an indicator of their own` });
}

async function store(tx: Tx, request: ImportRequest, received: Received): Promise<Stored> {
  const { kind, name, actor } = request;
  const [{ number } = { number: 1 }] = await tx.sql<{ number: number }[]>`SELECT count(*)::int + 1 AS number FROM submission WHERE file_sha256 = ${received.sha256}`;
  const submissionId = `sub-${received.sha256.slice(0, 16)}${number > 1 ? `-${number}` : ''}`;
  const merged = kind === 'observations' ? await mergeObservations(tx.sql, submissionId) : kind === 'published-figures' ? await mergeFigures(tx.sql, submissionId) : await mergeReference(tx.sql, submissionId, kind);
  if (merged.created + merged.updated === 0) return merged;
  const unchanged = received.rows - (kind === 'published-figures' ? received.rows : merged.created + merged.updated);
  const counts = { rows: received.rows, ...merged, unchanged };
  await tx.sql`
    INSERT INTO submission (submission_id, kind, name, file_sha256, size, line_count, lines_root, rows, created, updated, unchanged, received_by)
    VALUES (${submissionId}, ${kind}, ${name}, ${received.sha256}, ${String(received.size)}::text::bigint, ${received.lineCount}, ${received.linesRoot}, ${counts.rows}, ${counts.created}, ${counts.updated}, ${counts.unchanged}, ${actor.onBehalf})`;
  record(tx, submissionAccepted, {
    subject: `submission/${submissionId}`,
    data: { submissionId, kind, fileSha256: received.sha256, size: received.size, lineCount: received.lineCount, linesRoot: received.linesRoot, ...counts, contentDigest: await contentDigest(within(tx), submissionId) },
  });
  return { submissionId, ...merged };
}

async function reject({ db, actor, kind }: ImportRequest, received: Received, faults: FaultList): Promise<void> {
  const submissionId = `refused-${received.sha256.slice(0, 16)}`;
  await transact(db, actor, (tx) => Promise.resolve(record(tx, submissionRejected, { subject: `submission/${submissionId}`, data: { submissionId, kind, fileDigest: received.sha256, size: received.size, rows: received.rows, faulty: faults.faulty } })));
}

function report({ kind }: ImportRequest, { sha256, size, rows }: Received, stored: Stored, faults: FaultList): ImportReport {
  const status = faults.faulty ? 'rejected' : stored.submissionId ? 'accepted' : 'unchanged';
  const unchanged = status === 'unchanged' ? rows : status === 'accepted' && kind !== 'published-figures' ? rows - stored.created - stored.updated : 0;
  return { ...stored, kind, status, fileSha256: sha256, size, rows, unchanged, faulty: faults.faulty, faults: faults.faults, faultsByColumn: faults.byColumn };
}
