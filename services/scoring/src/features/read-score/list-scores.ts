import { type Principal } from '@mizan/http';
import { type Store } from '../../query.ts';
import { readableOrgUnits } from '../../scope.ts';
import { findScores, scoreView } from '../../scores.ts';

export interface ScoresWanted {
  readonly cycleId: string;
  readonly runId?: string | undefined;
  readonly after: string;
  readonly limit: number;
}

/** Scores of a cycle in org-unit order, as far as the reader may see them. */
export async function listScores(store: Store, wanted: ScoresWanted, reader: Principal) {
  const found = await findScores(store, { ...wanted, orgUnits: readableOrgUnits(reader), limit: wanted.limit + 1 });
  const scores = found.slice(0, wanted.limit).map(scoreView);
  const last = scores.at(-1);
  return { scores, ...(found.length > wanted.limit && last ? { next: last.orgUnit } : {}) };
}
