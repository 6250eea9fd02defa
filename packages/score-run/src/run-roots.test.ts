import { beforeAll, describe, expect, it } from '@jest/globals';
import { managerScoreComputed, runCompleted, scoreComputed } from '@mizan/contracts';
import { demonstrationRunOfPeople } from './replay-run/stored-run.fixture.ts';
import { RunRoots, type ScoringLeaf } from './run-roots.ts';

let stored: ReturnType<typeof demonstrationRunOfPeople>;
beforeAll(() => void (stored = demonstrationRunOfPeople()));

const leaves = ({ scores, managerScores, run } = stored): ScoringLeaf[] => [...scores.map((data) => ({ type: scoreComputed.type, data })), ...managerScores.map((data) => ({ type: managerScoreComputed.type, data })), { type: runCompleted.type, data: run }];
const faultsOf = (all: readonly ScoringLeaf[], roots = new RunRoots()) => all.flatMap((leaf) => roots.take(leaf));
const transferred = (leaf: ScoringLeaf) => (leaf.data as { personId?: string }).personId === 'demo-096';
const raised = (leaf: ScoringLeaf) => ({ ...leaf, data: { ...(leaf.data as object), score: '99.9' } });

describe('a run in the scoring log', () => {
  it('is borne out by the scores before it, in whatever order they stand and whatever runs beside it', () => {
    const [run, ...others] = leaves().toReversed();
    const beside = others.map((leaf) => ({ ...leaf, data: { ...(leaf.data as object), runId: 'another' } }));
    expect(faultsOf([...others.flatMap((leaf, index) => [leaf, beside[index]!]), run!])).toEqual([]);
  });

  it.each([
    ['lacks the score of a person', () => leaves().filter((leaf) => !transferred(leaf)), /completed with (\d+) scores of people, and the log has \d+ before it/],
    ['has the score of a person twice', () => leaves().flatMap((leaf) => (transferred(leaf) ? [leaf, leaf] : [leaf])), /scores of people, and the log has/],
    ['has another score of a person', () => leaves().map((leaf) => (transferred(leaf) ? raised(leaf) : leaf)), /scores of people before it in the log are not those .* another root/],
    ['lacks the score of an org unit', () => leaves().slice(1), /completed with 161 scores of org units, and the log has 160/],
    ['has another score of an org unit', () => [raised(leaves()[0]!), ...leaves().slice(1)], /161 scores of org units before it in the log are not those/],
  ])('is found when the log %s', (_what, altered, expected) => {
    expect(faultsOf(altered())).toEqual([expect.stringMatching(expected)]);
  });

  it('from before the root over people was kept is asked for the org units alone', () => {
    const { people: _, peopleRoot: __, ...run } = stored.run;
    expect(faultsOf(leaves({ ...stored, run }).filter((leaf) => !transferred(leaf)))).toEqual([]);
  });
});
