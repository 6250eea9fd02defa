import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { managerScoreComputed, runCompleted, scoreComputed, scoreSuperseded, snapshotFrozen } from '@mizan/contracts';
import { type StoredRun } from '@mizan/score-run';
import { demonstrationRun, demonstrationRunOfPeople, personWrittenOtherwise, writtenOtherwise } from '@mizan/score-run/replay-run/stored-run.fixture.ts';
import { generateKey, toUtf8 } from '@mizan/verifiable-log';
import { aLeaf, bundleOf, type Files, logFiles, resealed } from '@mizan/verifiable-log/verify-bundle/bundle.fixture.ts';
import { aFolder, type Folder, mizan } from '../run.fixture.ts';

const [indicators, scoring] = ['indicators', 'scoring'].map((log) => generateKey(`mizan.local/audit/${log}`)) as [ReturnType<typeof generateKey>, ReturnType<typeof generateKey>];
const policy = [indicators, scoring].map(({ vkey }) => `log ${vkey}\n`).join('');
const orgUnit = 'PK-PB-MULTAN';
const stored = demonstrationRun();
const { runId } = stored.run;

/** A run as the services would have signed and exported it. */
function bundle({ run, snapshot, scores, managerScores, objects }: StoredRun, ...later: string[]): Files {
  const leaves = [...scores.map((data) => aLeaf(scoring, data.scoreId, 1, data, { type: scoreComputed.type })), ...managerScores.map((data) => aLeaf(scoring, data.managerScoreId, 1, data, { type: managerScoreComputed.type })), aLeaf(scoring, run.runId, 1, run, { type: runCompleted.type }), ...later];
  const frozen = aLeaf(indicators, `snapshot/${run.snapshotId}`, 1, snapshot!, { type: snapshotFrozen.type });
  const named = Object.fromEntries([...objects].map(([hash, bytes]) => [hash === run.methodologySha256 ? `methodologies/${hash}.json` : `objects/${hash}`, bytes]));
  return bundleOf(policy, { ...logFiles(indicators, [1], [frozen]), ...logFiles(scoring, [leaves.length], leaves), ...named });
}
const sound = bundle(stored);
const changed = (path: string, from: string, to: string) => resealed({ ...sound, [path]: toUtf8(Buffer.from(sound[path]!).toString().replace(from, to)) });
const derivation = `objects/${stored.scores.find((score) => score.orgUnit === orgUnit)!.derivationSha256}`;

let folder: Folder;
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('policy.txt', policy);
});
afterAll(() => folder.remove());

async function replay(name: string, files: Files, ...args: string[]) {
  for (const [path, bytes] of Object.entries(files)) await folder.write(`${name}/${path}`, bytes);
  return mizan(folder.path, 'replay', '--bundle', name, '--policy', 'policy.txt', ...args);
}

it('mizan verify ends with 5 and names the run\'s leaf when a signed log lacks the score of a person the run was completed with', async () => {
  const whole = demonstrationRunOfPeople();
  const lacking = bundle({ ...whole, managerScores: whole.managerScores.filter(({ personId }) => personId !== 'demo-096') });
  for (const [path, bytes] of Object.entries(lacking)) await folder.write(`lacking-a-person/${path}`, bytes);
  const { code, out } = await mizan(folder.path, 'verify', 'lacking-a-person', '--policy', 'policy.txt');
  const leaf = 161 + whole.managerScores.length - 1;
  expect([code, out]).toEqual([5, expect.stringMatching(new RegExp(`^FAULT log scoring, leaf ${leaf}, logs/scoring.jsonl: the run \\S+ was completed with ${whole.managerScores.length} scores of people, and the log has ${whole.managerScores.length - 1} before it$`, 'm'))]);
});

describe('mizan replay --bundle', () => {
  it('ends with 0 when every score of every run comes out byte for byte', async () => {
    const { code, out } = await replay('sound', sound);
    expect(out.split('\n')).toEqual([
      `run ${runId} of cycle 2023: all 161 scores and derivations come out byte for byte`,
      '1 run, 161 scores: every one comes out byte for byte from what was frozen.',
      'In the bundle itself nothing was altered, lost or reordered.',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('ends with 5 and names org unit and step when the engine computes something else than was signed', async () => {
    const earlier = writtenOtherwise(stored, orgUnit, ({ nodes }) => void (nodes['facilities'] = { ...nodes['facilities'], value: '1' }));
    const { code, out } = await replay('another-engine', bundle(earlier));
    expect(code).toBe(5);
    expect(out).toMatch(/^run \S+ of cycle 2023: 160 of 161 scores come out byte for byte\n {2}DIFFERS: PK-PB-MULTAN: score \S+ \S+ as stored\n {4}first step that differs: Facilities \(node facilities\), value: 1 stored, 92\.581267 computed now\n/);
    expect(out).toContain('The engine computes something else now for 1 score;');
    expect(out).toContain('In the bundle itself nothing was altered');
  });

  it('ends with 5 and says that stored bytes were changed when one byte of a derivation is another', async () => {
    const { code, out } = await replay('altered', changed(derivation, '"present"', '"prezent"'));
    expect(code).toBe(5);
    expect(out).toContain(`FAULT ${derivation}: does not bear its own digest as its name`);
    expect(out).toContain('CHANGED: the stored bytes of the derivation of PK-PB-MULTAN were changed');
    expect(out).toContain('Stored bytes were changed in 1 place');
    expect(out).not.toContain('The engine computes something else');
  });

  it('ends with 6 when a derivation is not there', async () => {
    const { [derivation]: _, ...rest } = sound;
    const { code, out } = await replay('incomplete', resealed(rest));
    expect([code, out]).toEqual([6, expect.stringContaining('MISSING: the derivation of PK-PB-MULTAN')]);
  });

  it('ends with 7 for a format it does not know, and replays nothing', async () => {
    const { code, out } = await replay('later', resealed({ ...sound, 'format.txt': toUtf8('mizan-bundle 9\n') }));
    expect([code, out.startsWith('FAULT format.txt')]).toEqual([7, true]);
    expect(out).not.toContain('byte for byte');
  });

  it('replays a superseded run too, and gives it as one JSON document', async () => {
    const later = stored.scores.map(({ scoreId, cycleId, orgUnit: code }) => aLeaf(scoring, scoreId, 2, { scoreId, supersededBy: 'later', cycleId, orgUnit: code, reason: 'corrected' }, { type: scoreSuperseded.type }));
    const { code, out } = await replay('superseded', bundle(stored, ...later), '--json', '--run', runId);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ exitCode: 0, faults: [], runs: [{ runId, orgUnits: 161, equal: 161, differences: [], superseded: true }] });
  });

  it('ends with 2 and names the runs there are when asked for another, or for nothing', async () => {
    expect(await replay('sound', sound, '--run', 'run-2022-x')).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`There is no run run-2022-x in the bundle sound. Its runs are: ${runId}.\n`) });
    expect(await mizan(folder.path, 'replay')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('mizan replay --bundle DIR') });
    expect(await mizan(folder.path, 'replay', '--bundle', 'nowhere')).toMatchObject({ code: 2, out: '' });
  });

  it('ends with 4 when the services that should have the run do not', async () => expect(await mizan(folder.path, 'replay', runId)).toMatchObject({ code: 4, out: '' }));
});

describe('mizan replay --bundle of a run that scored people', () => {
  const withPeople = demonstrationRunOfPeople();
  const people = withPeople.managerScores.length;
  const files = bundle(withPeople);

  it('ends with 0 when every person\'s score comes out byte for byte too', async () => {
    const { code, out } = await replay('people', files);
    expect(out.split('\n').slice(0, 3)).toEqual([
      `run ${runId} of cycle 2023: all 161 scores and derivations come out byte for byte`,
      `  people who held posts: all ${people} scores and derivations come out byte for byte`,
      `1 run, 161 scores, ${people} scores of people: every one comes out byte for byte from what was frozen.`,
    ]);
    expect(code).toBe(0);
  });

  it('ends with 5 and names person and step when the engine computes something else than was signed', async () => {
    const earlier = personWrittenOtherwise(withPeople, 'demo-096', (own) => ({ ...own, orgUnits: own.orgUnits.map((one) => ({ ...one, share: '1/2' })) }));
    const { code, out } = await replay('people-otherwise', bundle(earlier));
    expect(code).toBe(5);
    expect(out).toMatch(/people who held posts: \d+ of \d+ scores come out byte for byte\n {2}DIFFERS: demo-096: score 59\.2 \S+ as stored\n {4}first step that differs: PK-PB-ATTOCK, share of her days: 1\/2 stored, 181\/365 computed now\n/);
    expect(out).toContain('The engine computes something else now for 1 score;');
  });

  it('ends with 5 and says that the postings were changed, not that the engine computes something else', async () => {
    const postings = `objects/${withPeople.snapshot.postingsSha256}`;
    const { code, out } = await replay('people-altered', resealed({ ...files, [postings]: toUtf8(Buffer.from(files[postings]!).toString().replace('2023-07-01', '2023-07-02')) }));
    expect(code).toBe(5);
    expect(out).toContain('people who held posts: NOT REPLAYED: the postings are not as they were frozen\n  CHANGED: the stored bytes of the postings file were changed');
    expect(out).not.toContain('The engine computes something else');
  });

  it('ends with 6 when the derivation of a person\'s score is not there', async () => {
    const { [`objects/${withPeople.managerScores.find(({ personId }) => personId === 'demo-110')!.derivationSha256}`]: _, ...rest } = files;
    const { code, out } = await replay('people-incomplete', resealed(rest));
    expect([code, out]).toEqual([6, expect.stringContaining('MISSING: the derivation of demo-110')]);
  });
});
