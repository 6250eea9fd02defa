import { createHash } from 'node:crypto';
import { type Database } from '@mizan/db';
import { Refusal } from '@mizan/contracts';
import { CompactRange, inclusionProofFromStream, leafHash, toBase64, toHex } from '@mizan/verifiable-log';
import { type Objects } from '../../objects.ts';
import { type RawRecord, records } from '../import-file/records.ts';

/** One line of a stored file by its number, its exact bytes and the proof that the submission's leaf covers them. */
export async function readLine(db: Database, objects: Objects, submissionId: string, line: number) {
  const [submission] = await db.sql<{ sha: string; count: number; root: string }[]>`SELECT file_sha256 AS sha, line_count AS count, lines_root AS root FROM submission WHERE submission_id = ${submissionId}`;
  if (!submission) throw new Refusal('submission-not-found', `There is no submission ${submissionId}.`);
  if (line > submission.count) throw new Refusal('line-not-found', `The file has ${submission.count} lines.`);
  const { wanted, header, intact } = await find(objects, submission, line);
  if (!wanted || !header || !intact) throw new Refusal('stored-file-damaged', `The stored file of ${submissionId} is no longer the one that was imported. Do not rely on it; tell the auditor.`);
  const proof = await inclusionProofFromStream(hashes(objects, submission.sha), line - 1, submission.count);
  const decoder = new TextDecoder();
  return {
    submissionId,
    fileSha256: submission.sha,
    line,
    offset: wanted.offset,
    length: wanted.bytes.length,
    bytes: toBase64(wanted.bytes),
    header: decoder.decode(header.bytes).trimEnd(),
    linesRoot: submission.root,
    lineCount: submission.count,
    proof: proof.map(toHex),
  };
}

async function find(objects: Objects, { sha, root }: { sha: string; root: string }, line: number) {
  const hash = createHash('sha256');
  const lines = new CompactRange();
  let header: RawRecord | undefined;
  let wanted: RawRecord | undefined;
  try {
    for await (const batch of records(objects.stream(sha))) {
      for (const record of batch) {
        hash.update(record.bytes);
        lines.append(leafHash(record.bytes));
        if (record.line === 1) header = copy(record);
        if (record.line === line) wanted = copy(record);
      }
    }
  } catch {
    return { intact: false };
  }
  return { header, wanted, intact: hash.digest('hex') === sha && toHex(lines.root()) === root };
}

const copy = (record: RawRecord): RawRecord => ({ ...record, bytes: Buffer.from(record.bytes) });

async function* hashes(objects: Objects, sha: string): AsyncGenerator<Uint8Array> {
  for await (const batch of records(objects.stream(sha))) for (const { bytes } of batch) yield leafHash(bytes);
}
