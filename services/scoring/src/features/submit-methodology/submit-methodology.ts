import { Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { before, nameOf, type Step, takeStep, type VersionKey } from '../../lifecycle/steps.ts';
import { commentsOf } from '../../lifecycle/version.ts';

/** Closes the consultation and asks for approval. @throws Refusal comments-unanswered */
export async function submitMethodology(tx: Tx, key: VersionKey, by: string): Promise<Step[]> {
  const steps = await before(tx, key, 'submitted');
  const open = commentsOf(steps).filter(({ answers }) => answers.length === 0).map((one) => one.comment);
  if (open.length > 0) throw new Refusal('comments-unanswered', `Nobody has answered comment ${open.join(', ')} on ${nameOf(key)}. Answer every comment, if only to say why nothing is changed, and submit again.`, { comments: open });
  return takeStep(tx, steps, 'submitted', by);
}

/** Back to the author, who may edit again; test, consultation and submission are then done anew. */
export const returnMethodology = async (tx: Tx, key: VersionKey, reason: string, by: string): Promise<Step[]> => takeStep(tx, await before(tx, key, 'returned'), 'returned', by, { reason });
