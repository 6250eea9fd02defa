import { beforeAll, describe, expect, it } from '@jest/globals';
import { type MethodologyDocument, readMethodology } from '@mizan/scoring-engine';
import { toUtf8 } from '@mizan/verifiable-log';
import { computeScores } from '../compute-scores.ts';
import { type StoredRun } from './frozen-faults.ts';
import { type Engine, replayRun } from './replay-run.ts';
import { demonstrationRun, writtenOtherwise } from './stored-run.fixture.ts';

const orgUnit = 'PK-PB-MULTAN';
let stored: ReturnType<typeof demonstrationRun>;
beforeAll(() => void (stored = demonstrationRun()));

const derivationOf = ({ scores }: StoredRun, code: string) => scores.find((score) => score.orgUnit === code)!.derivationSha256;
const altered = (hash: string, from: string, to: string): StoredRun => {
  const text = new TextDecoder().decode(stored.objects.get(hash));
  expect(text).toContain(from);
  return { ...stored, objects: new Map(stored.objects).set(hash, toUtf8(text.replace(from, to))) };
};
const without = (hash: string): StoredRun => ({ ...stored, objects: new Map([...stored.objects].filter(([name]) => name !== hash)) });
/** An engine that computes by another document than was published. */
const otherEngine = (edit: (document: MethodologyDocument) => void): Pick<Engine, 'scores'> => ({
  scores: (frozen) => {
    const document = structuredClone(frozen.methodology.document);
    edit(document);
    return computeScores({ ...frozen, methodology: readMethodology(document) });
  },
});

describe('the replay of a past run', () => {
  it('finds every score and derivation as it was logged, byte for byte', () => {
    expect(replayRun(stored)).toEqual({ runId: stored.run.runId, cycleId: '2023', orgUnits: 161, equal: 161, differences: [], faults: [] });
  });

  it('names the org unit and the middle node that was computed otherwise, not what follows from it', () => {
    const earlier = writtenOtherwise(stored, orgUnit, ({ nodes }, { exact }) => {
      nodes['facilities'] = { ...nodes['facilities'], value: '1', exact: '1' };
      nodes['total'] = { ...nodes['total'], exact: '2' };
      return { exact: `${exact}1` };
    });
    const { equal, differences, faults } = replayRun(earlier);
    expect([equal, faults]).toEqual([160, []]);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ orgUnit, first: { step: 'facilities', kind: 'node', label: 'Facilities', part: 'value', stored: '1' } });
  });

  it('names the input, where the figure itself was read otherwise, before every node that uses it', () => {
    const earlier = writtenOtherwise(stored, orgUnit, (derivation) => {
      (derivation as unknown as { inputs: Record<string, { value: string }> }).inputs['learning_score']!.value = '0';
      derivation.nodes['learning'] = { ...derivation.nodes['learning'], value: '0' };
    });
    expect(replayRun(earlier).differences[0]?.first).toMatchObject({ step: 'learning_score', kind: 'input', part: 'value', stored: '0' });
  });

  it('says what another engine makes of it: for whom, at which step, with the numbers of both', () => {
    const engine = otherEngine(({ nodes }) => ((nodes['learning'] as unknown as { low: string }).low = '10'));
    const { equal, differences, faults } = replayRun(stored, engine);
    // who has no figure of learning has the same numbers, but not the same parameters
    expect([equal, differences.length, faults]).toEqual([0, 161, []]);
    const found = differences.find((difference) => difference.orgUnit === orgUnit)!;
    expect(found.first).toMatchObject({ step: 'learning', label: 'Learning', part: 'value' });
    expect(found.first.numbers!.stored).not.toBe(found.first.numbers!.recomputed);
    expect(found.recomputed).not.toBe(found.stored);
  });

  it('names the score itself where every step is the same but the printed digit is not', () => {
    const engine = otherEngine((document) => (document.score.round!.mode = 'down'));
    const { differences } = replayRun(stored, engine);
    const seen = differences.find(({ stored: was, recomputed }) => was !== recomputed)!;
    expect(seen.first).toMatchObject({ kind: 'score', part: 'score as printed' });
  });

  it('tells altered bytes of a derivation from another engine, and what stood there', () => {
    const hash = derivationOf(stored, orgUnit);
    const { equal, differences, faults } = replayRun(altered(hash, '"status":"present"', '"status":"prezent"'));
    expect([equal, differences]).toEqual([160, []]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ kind: 'changed', orgUnit });
    expect(faults[0]!.text).toMatch(/stored bytes of the derivation of PK-PB-MULTAN were changed.*what the leaf names; at .* prezent stands where present was/);
  });

  it.each([
    ['the values file', () => stored.snapshot.valuesSha256, '24.884793', '84.884793'],
    ['the methodology', () => stored.run.methodologySha256, '"learning":"40"', '"learning":"41"'],
    ['the org units file', () => stored.snapshot.orgUnitsSha256, 'Punjab', 'Panjab'],
  ])('computes nothing from %s when its bytes were changed, and says so', (what, hash, from, to) => {
    const { equal, differences, faults, notReplayed } = replayRun(altered(hash(), from, to));
    expect([equal, differences]).toEqual([0, []]);
    expect(faults[0]).toMatchObject({ kind: 'changed', text: expect.stringContaining(`the stored bytes of ${what} were changed`) });
    expect(notReplayed).toContain('not as it was frozen');
  });

  it('does not take a snapshot whose leaf says something its digest does not', () => {
    const { faults } = replayRun({ ...stored, snapshot: { ...stored.snapshot, valueCount: 1772 } });
    expect(faults.map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringContaining('snapshotDigest'), expect.stringContaining('valueCount')]));
  });

  it('calls missing what is not there, never equal', () => {
    expect(replayRun(without(derivationOf(stored, orgUnit)))).toMatchObject({ equal: 160, differences: [], faults: [{ kind: 'missing', orgUnit }] });
    expect(replayRun(without(stored.snapshot.valuesSha256))).toMatchObject({ equal: 0, faults: [{ kind: 'missing' }], notReplayed: expect.any(String) });
    expect(replayRun({ ...stored, snapshot: undefined })).toMatchObject({ equal: 0, faults: [{ kind: 'missing' }] });
    const { equal, faults } = replayRun({ ...stored, scores: stored.scores.filter((score) => score.orgUnit !== orgUnit) });
    expect([equal, faults.map(({ kind }) => kind)]).toEqual([160, ['missing', 'missing']]);
  });

  it('sees a score in the log that the run was not completed with', () => {
    const scores = stored.scores.map((score) => (score.orgUnit === orgUnit ? { ...score, score: '99.9' } : score));
    const { differences, faults } = replayRun({ ...stored, scores });
    expect(faults).toMatchObject([{ kind: 'changed', text: expect.stringContaining('do not give the root') }]);
    expect(differences).toMatchObject([{ orgUnit, stored: expect.stringContaining('99.9'), first: { kind: 'score', part: 'score as printed', stored: '99.9' } }]);
  });
});
