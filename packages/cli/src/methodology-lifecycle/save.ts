import { saveMethodology } from '@mizan/contracts';
import { exit } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { readDocumentFile } from './read-document.ts';
import { type Options } from './take-step.ts';
import { findingLine, stepLines } from './words.ts';

/** `methodology save FILE`: keeps the document as a draft and shows what the linter finds. @returns 0 also with errors: a draft may have them */
export async function save({ file, replaces, as, json }: Options & { file: string; replaces?: string }, terminal: Terminal): Promise<number> {
  const document = await readDocumentFile(file);
  const session = await openSession(as, 'policy-officer');
  const saved = await session.ask(saveMethodology, { body: { document, ...(replaces === undefined ? {} : { replaces }) } });
  if (json) terminal.out(JSON.stringify(saved));
  else {
    for (const line of [...saved.findings.map(findingLine), `text ${saved.methodologySha256}`, ...stepLines(saved)]) terminal.out(line);
    if (saved.errors > 0) terminal.note('It is saved as it is; mend the errors before you test it.');
  }
  return exit.done;
}
