import { type Database } from '@mizan/db';
import { type Objects } from '../../objects.ts';
import { readLines } from './read-lines.ts';

/** One line of a stored file by its number, its exact bytes and the proof that the submission's leaf covers them. @throws Refusal as readLines does */
export async function readLine(db: Database, objects: Objects, submissionId: string, line: number) {
  const { lines, ...file } = await readLines(db, objects, submissionId, [line]);
  return { ...file, ...lines[0]! };
}
