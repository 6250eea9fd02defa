import { readFile } from 'node:fs/promises';
import { MethodologyError } from '@mizan/scoring-engine';
import { readJson } from '../engine-score/read-json.ts';
import { exit, Failure } from '../session/failure.ts';

/** A methodology document from a file; it need not be sound, but it must be JSON with every name once. @throws Failure */
export async function readDocumentFile(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure(exit.usage, `${file} cannot be read as a text file.`);
  });
  try {
    const document = readJson(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof MethodologyError)) throw error;
    throw new Failure(exit.faults, `${file}: ${error.message}`);
  }
  throw new Failure(exit.faults, `${file} holds no methodology document: a JSON object should stand there.`);
}
