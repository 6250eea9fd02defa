import { Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { before, nameOf, type Step, takeStep, type VersionKey } from '../../lifecycle/steps.ts';
import { commentsOf } from '../../lifecycle/version.ts';

export const openConsultation = async (tx: Tx, key: VersionKey, by: string): Promise<Step[]> => takeStep(tx, await before(tx, key, 'opened-for-comment'), 'opened-for-comment', by);

export const comment = async (tx: Tx, key: VersionKey, text: string, by: string): Promise<Step[]> => takeStep(tx, await before(tx, key, 'commented'), 'commented', by, { text });

/** @param answered - the step of the comment. @throws Refusal comment-not-found */
export async function answer(tx: Tx, key: VersionKey, { comment: answered, text }: { comment: number; text: string }, by: string): Promise<Step[]> {
  const steps = await before(tx, key, 'answered');
  const numbers = commentsOf(steps).map((one) => one.comment);
  if (!numbers.includes(answered)) throw new Refusal('comment-not-found', `${nameOf(key)} has no comment ${answered}${numbers.length > 0 ? `; there are ${numbers.join(', ')}` : ', nor any other'}.`);
  return takeStep(tx, steps, 'answered', by, { comment: answered, text });
}
