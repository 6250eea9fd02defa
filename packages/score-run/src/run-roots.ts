import { managerScoreComputed, runCompleted, scoreComputed } from '@mizan/contracts';
import { canonicalBytes, leafHash, rootOf, toHex } from '@mizan/verifiable-log';
import { type ManagerScoreData } from './compute-manager-scores.ts';
import { type ScoreData } from './compute-scores.ts';

/** RFC 6962 root over the canonical data of the scores of a run, in code order of the org units. */
export const scoresRootOf = (scores: readonly ScoreData[]): string => rootOfHashes(scores.map(hashOf));
/** The same over the scores of people, in code order of the people. */
export const peopleRootOf = (scores: readonly ManagerScoreData[]): string => rootOfHashes(scores.map(hashOf));

const hashOf = (data: unknown) => leafHash(canonicalBytes(data));
const rootOfHashes = (hashes: readonly Uint8Array[]) => toHex(rootOf(hashes));

/** What is read of a leaf of the scoring log. */
export interface ScoringLeaf {
  readonly type: string;
  readonly data: unknown;
}
interface Kept {
  readonly key: string;
  readonly hash: Uint8Array;
}
type Of = 'org units' | 'people';
const keyOf: Readonly<Record<Of, (data: Record<string, unknown>) => string>> = { 'org units': ({ orgUnit }) => String(orgUnit), people: ({ personId }) => String(personId) };
const scoresOf: Readonly<Record<string, Of>> = { [scoreComputed.type]: 'org units', [managerScoreComputed.type]: 'people' };

/**
 * Goes along the scoring log and says of each completed run whether the scores before it are those it was completed with:
 * none removed, none added, none another. Of a run under way it holds a hash for each score. A run that names no root over
 * people's scores, as older ones, is asked for none.
 */
export class RunRoots {
  readonly #underWay = new Map<string, Record<Of, Kept[]>>();

  /** Takes the next leaf. @returns what is wrong with the run that it completes, in words */
  take({ type, data }: ScoringLeaf): readonly string[] {
    const said = (data ?? {}) as Record<string, unknown>;
    const of = scoresOf[type];
    if (of) this.#of(String(said['runId']))[of].push({ key: keyOf[of](said), hash: hashOf(said) });
    return type === runCompleted.type ? this.#complete(said) : [];
  }

  #of(runId: string): Record<Of, Kept[]> {
    const known = this.#underWay.get(runId) ?? { 'org units': [], people: [] };
    this.#underWay.set(runId, known);
    return known;
  }

  #complete({ runId, orgUnits, scoresRoot, people, peopleRoot }: Record<string, unknown>): string[] {
    const kept = this.#of(String(runId));
    this.#underWay.delete(String(runId));
    const check = (of: Of, count: unknown, root: unknown) => rootFault(`the run ${String(runId)}`, of, { count: Number(count), root: String(root) }, kept[of]);
    return [...check('org units', orgUnits, scoresRoot), ...(peopleRoot === undefined ? [] : check('people', people, peopleRoot))];
  }
}

function rootFault(run: string, of: Of, said: { readonly count: number; readonly root: string }, found: readonly Kept[]): string[] {
  if (found.length !== said.count) return [`${run} was completed with ${said.count} scores of ${of}, and the log has ${found.length} before it`];
  const inOrder = found.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ hash }) => hash);
  return rootOfHashes(inOrder) === said.root ? [] : [`the ${found.length} scores of ${of} before it in the log are not those ${run} was completed with: they give another root`];
}
