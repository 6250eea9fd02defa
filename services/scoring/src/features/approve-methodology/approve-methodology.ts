import { Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { before, nameOf, type Step, takeStep, type VersionKey } from '../../lifecycle/steps.ts';
import { authorsOf } from '../../lifecycle/version.ts';

/** Approves exactly the text that was read. @throws Refusal same-person or other-text */
export async function approveMethodology(tx: Tx, key: VersionKey, methodologySha256: string, by: string): Promise<Step[]> {
  const steps = await before(tx, key, 'approved');
  refuseOtherText(steps, methodologySha256);
  refuseAuthor(steps, by, 'approve');
  return takeStep(tx, steps, 'approved', by);
}

/** @throws Refusal other-text when another text was read than the one that stands */
export function refuseOtherText(steps: readonly Step[], methodologySha256: string): void {
  const { methodologySha256: stands, ...key } = steps.at(-1)!;
  if (stands !== methodologySha256) throw new Refusal('other-text', `You have read the text ${methodologySha256}, but ${nameOf(key)} is now ${stands}. Read it first.`, { stands });
}

/** @throws Refusal same-person for whoever saved the text or asked for its approval */
export function refuseAuthor(steps: readonly Step[], by: string, verb: string): void {
  if (authorsOf(steps).has(by)) throw new Refusal('same-person', `You drafted or submitted ${nameOf(steps[0]!)}; another person must ${verb} it.`);
}
