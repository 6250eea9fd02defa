import { Refusal } from '@mizan/contracts';
import { type Principal } from '@mizan/http';
import { findManagerScores } from '../../manager-scores.ts';
import { readObjectText } from '../../objects.ts';
import { type Store } from '../../query.ts';
import { readablePerson } from '../../scope.ts';

/** The score in force of one person with every step to it. Somebody else's is not found by a manager, so that its existence is not told either. @throws Refusal manager-score-not-found */
export async function readManagerScore(store: Store, { cycleId, personId }: { cycleId: string; personId: string }, reader: Principal) {
  const own = readablePerson(reader) ?? personId;
  const [managerScore] = own === personId ? await findManagerScores(store, { cycleId, personId }) : [];
  if (!managerScore) throw new Refusal('manager-score-not-found', `There is no manager's score of ${personId} for cycle ${cycleId}.`);
  const derivation = JSON.parse(await readObjectText(store.sql, managerScore.derivationSha256)) as Record<string, unknown>;
  return { managerScore, derivation, reasons: (derivation['reasons'] ?? []) as { code: string; text: Record<string, string> }[] };
}

/** Manager's scores of a cycle in code order, as far as the reader may see them. */
export async function listManagerScores(store: Store, wanted: { cycleId: string; runId?: string | undefined; after: string; limit: number }, reader: Principal) {
  const found = await findManagerScores(store, { ...wanted, personId: readablePerson(reader), limit: wanted.limit + 1 });
  const managerScores = found.slice(0, wanted.limit);
  const last = managerScores.at(-1);
  return { managerScores, ...(found.length > wanted.limit && last ? { next: last.personId } : {}) };
}
