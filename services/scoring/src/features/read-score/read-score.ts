import { Refusal } from '@mizan/contracts';
import { type Principal } from '@mizan/http';
import { readObjectText } from '../../objects.ts';
import { type Store } from '../../query.ts';
import { mayRead } from '../../scope.ts';
import { findScores, scoreView, type StoredScore } from '../../scores.ts';

export interface ScoreWanted {
  readonly cycleId: string;
  readonly orgUnit: string;
}

/** The score in force. One outside the reader's scope is not found, so that its existence is not told either. @throws Refusal score-not-found */
export async function findScore(store: Store, { cycleId, orgUnit }: ScoreWanted, reader: Principal): Promise<StoredScore> {
  const [found] = mayRead(reader, orgUnit) ? await findScores(store, { cycleId, orgUnits: [orgUnit] }) : [];
  if (!found) throw new Refusal('score-not-found', `There is no score of ${orgUnit} for cycle ${cycleId}.`);
  return found;
}

/** The score in force of one org unit with the derivation behind it. */
export async function readScore(store: Store, wanted: ScoreWanted, reader: Principal) {
  const found = await findScore(store, wanted, reader);
  const derivation = JSON.parse(await readObjectText(store.sql, found.row.derivationSha256)) as Record<string, unknown>;
  return { score: scoreView(found), derivation, reasons: derivation['reasons'] ?? [] };
}
