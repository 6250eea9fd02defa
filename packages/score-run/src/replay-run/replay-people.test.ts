import { beforeAll, describe, expect, it } from '@jest/globals';
import { type MethodologyDocument, readMethodology } from '@mizan/scoring-engine';
import { toUtf8 } from '@mizan/verifiable-log';
import { computeManagerScores } from '../compute-manager-scores.ts';
import { type StoredRun } from './frozen-faults.ts';
import { replayRun } from './replay-run.ts';
import { demonstrationRunOfPeople, personWrittenOtherwise } from './stored-run.fixture.ts';

/** Who was transferred from one district to another on 1 July. */
const transferred = 'demo-096';
let stored: ReturnType<typeof demonstrationRunOfPeople>;
beforeAll(() => void (stored = demonstrationRunOfPeople()));

const leafOf = (person: string) => stored.managerScores.find(({ personId }) => personId === person)!;
const altered = (hash: string, from: string, to: string): StoredRun => {
  const text = new TextDecoder().decode(stored.objects.get(hash));
  expect(text).toContain(from);
  return { ...stored, objects: new Map(stored.objects).set(hash, toUtf8(text.replace(from, to))) };
};
const without = (hash: string): StoredRun => ({ ...stored, objects: new Map([...stored.objects].filter(([name]) => name !== hash)) });
/** The replay of the people's scores, all of the districts' being as they were. */
function peopleOf(run: StoredRun, ...engine: Parameters<typeof replayRun> extends [unknown, ...infer Rest] ? Rest : never) {
  const { people, ...districts } = replayRun(run, ...engine);
  expect(districts).toMatchObject({ orgUnits: 161, equal: 161, differences: [], faults: [] });
  return people!;
}

describe('the replay of the scores of people', () => {
  it('finds each as it was logged, byte for byte, with a score or without one', () => {
    expect(leafOf(transferred)).toMatchObject({ status: 'scored', score: '59.2' });
    expect(leafOf('demo-110')).toMatchObject({ status: 'not-scorable', reasons: ['below-minimum-service'] });
    const people = stored.managerScores.length;
    expect(people).toBeGreaterThan(150);
    expect(peopleOf(stored)).toEqual({ people, equal: people, differences: [], faults: [] });
  });

  it.each<[string, Parameters<typeof personWrittenOtherwise>[2], object]>([
    ['a stretch of days before the shares made of it', (own) => ({ ...own, stretches: own.stretches.map((one, index) => (index === 0 ? { ...one, days: '180' } : one)), orgUnits: own.orgUnits.map((one) => ({ ...one, share: '1/2' })) }), { kind: 'days', step: 'PK-PB-ATTOCK-DEM from 2023-01-01', part: 'days', stored: '180', recomputed: '181' }],
    ['the share of an org unit before the parts weighed by it', (own) => ({ ...own, orgUnits: own.orgUnits.map((one) => ({ ...one, share: '1/2' })), parts: {} }), { kind: 'org unit', step: 'PK-PB-ATTOCK', part: 'share of her days', stored: '1/2', recomputed: '181/365' }],
    ['a part before the node above it', (own) => ({ ...own, parts: { ...own.parts, learning: { ...own.parts['learning'], exact: '1' } }, nodes: { ...own.nodes, total: { ...own.nodes['total'], exact: '2' } } }), { kind: 'part', step: 'learning', label: 'Learning', part: 'exact value', stored: '1' }],
    ['the node above the parts', (own) => ({ ...own, nodes: { ...own.nodes, total: { ...own.nodes['total'], exact: '2' } } }), { kind: 'node', step: 'total', part: 'exact value', stored: '2' }],
  ])('names the person and, of what was computed otherwise, %s', (_, change, first) => {
    const { people, equal, differences, faults } = peopleOf(personWrittenOtherwise(stored, transferred, change));
    expect([equal, faults]).toEqual([people - 1, []]);
    expect(differences).toMatchObject([{ person: transferred, stored: expect.stringContaining('59.2'), first }]);
  });

  it('names for each person what another engine computes otherwise', () => {
    const edit = (document: MethodologyDocument) => Object.assign(document.attribution!.minimumService, { days: '1' });
    const people: typeof computeManagerScores = (frozen) => {
      const document = structuredClone(frozen.methodology.document);
      edit(document);
      return computeManagerScores({ ...frozen, methodology: readMethodology(document) });
    };
    const { differences, faults } = peopleOf(stored, { people });
    expect(faults).toEqual([]);
    const found = differences.find(({ person }) => person === 'demo-110')!;
    expect(found).toMatchObject({ stored: 'not scorable', first: { kind: 'days', label: 'her days of service' } });
  });

  it('tells altered bytes of a derivation from another result, and what stood there', () => {
    const { people, equal, differences, faults } = peopleOf(altered(leafOf(transferred).derivationSha256, '"share":"181/365"', '"share":"182/365"'));
    expect([equal, differences]).toEqual([people - 1, []]);
    expect(faults).toMatchObject([{ kind: 'changed', person: transferred, text: expect.stringMatching(/stored bytes of the derivation of demo-096 were changed.*computed again it is what the leaf names; at .*182\/365 stands where 181\/365 was/) }]);
  });

  it('computes nobody again from postings that were altered or are not there, and says which', () => {
    const { postingsSha256 } = stored.snapshot;
    const people = stored.managerScores.length;
    expect(peopleOf(altered(postingsSha256, '2023-07-01', '2023-07-02'))).toMatchObject({ people, equal: 0, differences: [], faults: [{ kind: 'changed', text: expect.stringContaining('the stored bytes of the postings file were changed') }], notReplayed: expect.stringContaining('postings') });
    expect(peopleOf(without(postingsSha256))).toMatchObject({ equal: 0, faults: [{ kind: 'missing' }], notReplayed: expect.any(String) });
  });

  it('calls missing a derivation that is not there, never equal', () => {
    expect(peopleOf(without(leafOf(transferred).derivationSha256))).toMatchObject({ equal: stored.managerScores.length - 1, differences: [], faults: [{ kind: 'missing', person: transferred }] });
  });

  it('sees a score the log lacks, one it has twice, and one whose leaf says another number, by the root in the run\'s leaf too', () => {
    const others = stored.managerScores.filter(({ personId }) => personId !== transferred);
    const lacking = peopleOf({ ...stored, managerScores: others });
    expect(lacking.differences).toMatchObject([{ person: transferred, stored: 'none', first: { stored: 'is not there', recomputed: 'is there' } }]);
    expect(lacking.faults).toEqual([{ kind: 'missing', text: `1 of the run's ${stored.managerScores.length} scores of people are not in the log` }]);
    expect(peopleOf({ ...stored, managerScores: [...stored.managerScores, leafOf(transferred)] }).faults).toMatchObject([{ kind: 'changed', person: transferred, text: expect.stringContaining('2 scores of demo-096') }]);
    const raised = { ...leafOf(transferred), score: '60.0' };
    const another = peopleOf({ ...stored, managerScores: [...others, raised] });
    expect(another.differences).toMatchObject([{ person: transferred, first: { kind: 'score', part: 'score as printed', stored: '60.0', recomputed: '59.2' } }]);
    expect(another.faults).toMatchObject([{ kind: 'changed', text: expect.stringContaining('scores of people in the log do not give the root') }]);
  });

  it('asks for no root where the run names none, as older runs do', () => {
    const { people: _, peopleRoot: __, ...run } = stored.run;
    const people = stored.managerScores.length;
    expect(peopleOf({ ...stored, run })).toEqual({ people, equal: people, differences: [], faults: [] });
  });

  it('computes nobody again where what the whole run rests on was altered', () => {
    expect(replayRun(altered(stored.snapshot.valuesSha256, ',50', ',51')).people).toMatchObject({ equal: 0, differences: [], notReplayed: expect.stringContaining('not as it was frozen') });
  });
});
