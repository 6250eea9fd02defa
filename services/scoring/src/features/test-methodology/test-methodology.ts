import { type Tx } from '@mizan/db';
import { before, takeStep, type Step, type VersionKey } from '../../lifecycle/steps.ts';
import { readDocument } from '../../methodologies.ts';
import { examine } from './examine.ts';

/** Runs linter and examples on the stored bytes; a draft that stands them is tested. @throws Refusal linter-errors, examples-fail, examples-missing or not-in-this-state */
export async function testMethodology(tx: Tx, key: VersionKey, by: string): Promise<Step[]> {
  const steps = await before(tx, key, 'tested');
  const { examples, warnings } = await examine(tx, key, await readDocument(tx, steps.at(-1)!.methodologySha256));
  return takeStep(tx, steps, 'tested', by, { examples, warnings });
}
