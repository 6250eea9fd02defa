import { compareDocuments } from '@mizan/scoring-engine';
import { exit } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { readDocumentFile } from './read-document.ts';
import { isHash, readText } from './read-text.ts';
import { type Options } from './take-step.ts';

/** `methodology diff`: how one document differs from an earlier one, in words and numbers. Two files need no service. */
export async function difference(before: string, after: string, { as, json }: Options, terminal: Terminal): Promise<number> {
  const found = compareDocuments(await documentOf(before, as), await documentOf(after, as));
  for (const one of found) terminal.out(json ? JSON.stringify(one) : one.text);
  terminal.note(found.length === 0 ? 'The two say the same.' : `${found.length} ${found.length === 1 ? 'difference' : 'differences'}`);
  return exit.done;
}

/** A file by its name, a saved text by its hash, else a version. */
async function documentOf(what: string, as: string | undefined): Promise<Record<string, unknown>> {
  const isSaved = isHash(what) || (what.includes('@') && !what.endsWith('.json'));
  if (isSaved) return (await readText(await openSession(as, 'policy-officer'), what)).document;
  return readDocumentFile(what);
}
