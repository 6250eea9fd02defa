import { type ImportReport, Refusal, submissionAccepted } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { contentDigest } from '../../content-digest.ts';
import { within } from '../../query.ts';
import { LeafRoot, toHex } from '@mizan/verifiable-log';
import { Faulty, type Work } from './work.ts';
import { type kinds } from './kinds.ts';
import { readKnown } from './known.ts';
import { linesRoot } from './lines-root.ts';
import { type Merged, mergeFigures, mergeReference, oneMergeAtATime } from './merge.ts';
import { BinaryCopy } from './observations/binary-copy.ts';
import { Cells } from './observations/cells.ts';
import { columnNames } from './observations/columns.ts';
import { anyKnown, createObservationStage, findNews, findTwice, newLines, saidLast, storeNews } from './observations/merge-observations.ts';
import { type Checked } from './observations/observation-rows.ts';
import { StoredRowsDigest } from './observations/stored-rows-digest.ts';
import { type Received } from './receive.ts';
import { until } from './running-imports.ts';
import { Scanner } from './scanner.ts';

export type Stored = Pick<ImportReport, 'submissionId' | 'created' | 'updated'>;
interface Submission {
  readonly submissionId: string;
  readonly submissionNo: number;
}

/**
 * Stores the observations that are new. Rows in the order of the index, of periods nothing is known of, go straight into
 * their table; others are staged, compared as a set and stored sorted. The file is read again for it, and in the same
 * reading, while the database writes, its proof and its digest are made.
 */
export async function storeObservations(tx: Tx, work: Work, received: Received, checked: Checked): Promise<Stored> {
  const { run } = work;
  await oneMergeAtATime(tx.sql);
  await refuseOtherSources(tx, checked);
  if (await saidLast(tx.sql, received, checked)) return { created: 0, updated: 0 };
  const known = await anyKnown(tx.sql, checked);
  if (!known && checked.inOrder && !checked.perhapsTwice) return storeStraight(tx, work, received, checked);
  await createObservationStage(tx.sql);
  await copyRows(tx, work, checked, { table: 'stage' });
  if (checked.perhapsTwice) await findTwice(tx.sql, work.faults);
  if (work.faults.faulty) throw new Faulty();
  const news = await findNews(tx.sql, checked, known);
  if (news.created + news.updated === 0) return { created: 0, updated: 0 };
  run.phase('storing');
  const submission = await number(tx, received);
  const digest = new StoredRowsDigest(checked.header, checked.apart, await newLines(tx.sql, news, received.lineCount));
  const lines = await beside(storeNews(tx.sql, submission.submissionNo, checked, news), linesRoot(until(run.signal, work.file.reread()), (row) => digest.row(row)));
  return accept(tx, work, received, { ...submission, ...lines, ...news, unchanged: received.rows - news.created - news.updated, contentDigest: digest.hex() });
}

/** The keys of the rows were made by what was known of their indicators when the file came. @throws Refusal sources-changed */
async function refuseOtherSources({ sql }: Tx, { apart }: Checked): Promise<void> {
  const now = (await readKnown(sql)).apart;
  if (now.size === apart.size && apart.texts().every((code) => now.has(code))) return;
  throw new Refusal('sources-changed', 'While the file was received, an indicators file changed which figures are kept apart by source; nothing was stored. Import the file again.');
}

/** What the work gives; both have come to their end, so that no statement runs on when the work has failed. @throws what the work or the statement threw */
async function beside<T>(statement: Promise<unknown>, work: Promise<T>): Promise<T> {
  const [stored, done] = await Promise.allSettled([statement, work]);
  if (done.status === 'rejected') throw done.reason;
  if (stored.status === 'rejected') throw stored.reason;
  return done.value;
}

async function storeStraight(tx: Tx, work: Work, received: Received, checked: Checked): Promise<Stored> {
  work.run.phase('storing');
  const submission = await number(tx, received);
  const lines = new LeafRoot();
  const digest = new StoredRowsDigest(checked.header, checked.apart, () => true);
  await copyRows(tx, work, checked, {
    table: 'observation',
    submissionNo: submission.submissionNo,
    also(record) {
      lines.append(record.bytes, record.start, record.end);
      digest.row(record);
    },
  });
  return accept(tx, work, received, { ...submission, linesRoot: toHex(lines.root()), lineCount: lines.size, created: received.rows, updated: 0, unchanged: 0, contentDigest: digest.hex() });
}

/** Streams the rows of the received file into a table. */
async function copyRows(tx: Tx, { run, file }: Work, { header, apart }: Checked, { table, submissionNo, also }: { table: string; submissionNo?: number; also?: (record: Scanner) => void }): Promise<void> {
  const copy = await BinaryCopy.open(tx.sql, table, [...(submissionNo === undefined ? [] : ['submission_no']), 'line', ...columnNames]);
  const cells = new Cells(header, apart);
  const scanner = new Scanner((record) => {
    also?.(record);
    if (record.line === 1 || record.blank) return;
    copy.row(3 * (record.end - record.start) + 100);
    if (submissionNo !== undefined) copy.integer(submissionNo);
    copy.integer(record.line);
    cells.read(record);
    cells.complete();
    for (let column = 0; column < columnNames.length; column += 1) copy.text(cells.bytes[column]!, cells.from[column]!, cells.to[column]!);
  });
  try {
    for await (const chunk of until(run.signal, file.reread())) {
      scanner.push(chunk);
      await copy.flush();
    }
    scanner.finish();
    await copy.finish();
  } finally {
    copy.abandon();
  }
}

/** Stores the rows of a reference file that are new. */
export async function storeReference(tx: Tx, work: Work, received: Received, kind: keyof typeof kinds): Promise<Stored> {
  const submission = await number(tx, received);
  const merged = kind === 'published-figures' ? await mergeFigures(tx.sql, submission.submissionId) : await mergeReference(tx.sql, submission.submissionId, kind);
  if (merged.created + merged.updated === 0) return merged;
  const unchanged = kind === 'published-figures' ? 0 : received.rows - merged.created - merged.updated;
  const lines = await linesRoot(until(work.run.signal, work.file.reread()));
  return accept(tx, work, received, { ...submission, ...lines, ...merged, unchanged, contentDigest: await contentDigest(within(tx), submission) });
}

async function number(tx: Tx, { sha256 }: Received): Promise<Submission> {
  const [row] = await tx.sql<{ times: number; no: number }[]>`SELECT count(*)::int + 1 AS times, nextval('submission_no')::int AS no FROM submission WHERE file_sha256 = ${sha256}`;
  const { times, no } = row!;
  return { submissionId: `sub-${sha256.slice(0, 16)}${times > 1 ? `-${times}` : ''}`, submissionNo: no };
}

/** The submission's row, its event, and last of all its file under its name: a file nobody names is harmless, a submission without its file is not. */
async function accept(tx: Tx, { request: { kind, name, actor }, run, file }: Work, { sha256, size, rows }: Received, stored: Submission & Merged & { linesRoot: string; lineCount: number; unchanged: number; contentDigest: string }): Promise<Stored> {
  const { submissionId, submissionNo, lineCount, linesRoot: root, created, updated, unchanged } = stored;
  await tx.sql`
    INSERT INTO submission (submission_id, submission_no, kind, name, file_sha256, size, line_count, lines_root, rows, created, updated, unchanged, received_by)
    VALUES (${submissionId}, ${submissionNo}, ${kind}, ${name}, ${sha256}, ${String(size)}::text::bigint, ${lineCount}, ${root}, ${rows}, ${created}, ${updated}, ${unchanged}, ${actor.onBehalf})`;
  record(tx, submissionAccepted, {
    subject: `submission/${submissionId}`,
    data: { submissionId, kind, fileSha256: sha256, size, lineCount, linesRoot: root, rows, created, updated, unchanged, contentDigest: stored.contentDigest },
  });
  run.commit();
  await file.keep(sha256);
  return { submissionId, created, updated };
}
