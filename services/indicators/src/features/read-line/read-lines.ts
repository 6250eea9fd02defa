import { createHash } from 'node:crypto';
import { type Database } from '@mizan/db';
import { Refusal } from '@mizan/contracts';
import { InclusionProofs, leafHash, toBase64, toHex } from '@mizan/verifiable-log';
import { type Objects } from '../../objects.ts';
import { type RawRecord, records } from '../import-file/records.ts';

interface Submission {
  readonly sha: string;
  readonly count: number;
  readonly root: string;
}

/**
 * Lines of a stored file by their numbers, with the exact bytes of each and the proof that the submission's leaf covers them; the file is read once, however many are asked for.
 * @throws Refusal submission-not-found, line-not-found, stored-file-damaged
 */
export async function readLines(db: Database, objects: Objects, submissionId: string, lines: readonly number[]) {
  const [submission] = await db.sql<Submission[]>`SELECT file_sha256 AS sha, line_count AS count, lines_root AS root FROM submission WHERE submission_id = ${submissionId}`;
  if (!submission) throw new Refusal('submission-not-found', `There is no submission ${submissionId}.`);
  if (lines.some((line) => line < 1 || line > submission.count)) throw new Refusal('line-not-found', `The file has ${submission.count} lines.`);
  const { found, proofs } = await read(objects, submission, lines).catch(() => undefined) ?? {};
  if (!found || !proofs) throw new Refusal('stored-file-damaged', `The stored file of ${submissionId} is no longer the one that was imported. Do not rely on it; tell the auditor.`);
  return {
    submissionId,
    fileSha256: submission.sha,
    header: new TextDecoder().decode(found.get(1)!.bytes).trimEnd(),
    linesRoot: submission.root,
    lineCount: submission.count,
    lines: lines.map((line) => {
      const { offset, bytes } = found.get(line)!;
      return { line, offset, length: bytes.length, bytes: toBase64(bytes), proof: proofs.get(line - 1)!.map(toHex) };
    }),
  };
}

/** Nothing where the file has another hash or another tree than it was imported with. */
async function read(objects: Objects, { sha, count, root }: Submission, lines: readonly number[]) {
  const wanted = new Set([1, ...lines]);
  const hash = createHash('sha256');
  const gathered = new InclusionProofs(lines.map((line) => line - 1), count);
  const found = new Map<number, RawRecord>();
  for await (const batch of records(objects.stream(sha))) {
    for (const record of batch) {
      hash.update(record.bytes);
      gathered.append(leafHash(record.bytes));
      if (wanted.has(record.line)) found.set(record.line, { ...record, bytes: Buffer.from(record.bytes) });
    }
  }
  const { root: now, proofs } = gathered.finish();
  return hash.digest('hex') === sha && toHex(now) === root ? { found, proofs } : undefined;
}
