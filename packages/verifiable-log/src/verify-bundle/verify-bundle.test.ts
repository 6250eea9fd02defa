import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundleFormat, canonicalText, generateKey, sha256, sumsFile, toHex, toUtf8, verifyBundle, VerifiableLogError, type BundleVerdict } from '../index.ts';
import { aLeaf, bundleOf, logFiles, memory, resealed, type Files } from './bundle.fixture.ts';

const scoring = generateKey('mizan.local/audit/scoring');
const indicators = generateKey('mizan.local/audit/indicators');
const policy = `log ${indicators.vkey}\nlog ${scoring.vkey}\n`;
const imported = toUtf8('indicator,org_unit,period,value\nlearning_score,PK-1,2016,61.8\n');
const methodology = toUtf8('{"id":"demonstration"}');
const digest = (bytes: Uint8Array) => toHex(sha256(bytes));

let sound: Files;
beforeAll(() => {
  sound = bundleOf(policy, {
    ...logFiles(indicators, [1, 3], [
      aLeaf(indicators, 'submission/a', 1, { fileSha256: digest(imported) }),
      aLeaf(indicators, 'submission/a', 2, {}),
      aLeaf(indicators, 'cycle/2023', 1, { snapshot: { valuesSha256: digest(imported) } }),
    ]),
    ...logFiles(scoring, [2], [
      aLeaf(scoring, 'score/PK-1', 1, { methodologySha256: digest(methodology) }),
      aLeaf(scoring, 'score/PK-2', 1, { scoresRoot: '0'.repeat(64) }),
    ]),
    [`objects/${digest(imported)}`]: imported,
    [`methodologies/${digest(methodology)}.json`]: methodology,
    'values/2023.csv': imported,
  });
});

const verify = (files: Files) => verifyBundle(memory(files), { policy });
const without = (files: Files, path: string): Files => Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));

describe('a sound bundle', () => {
  it('passes with the auditor\'s own policy', async () => {
    expect(await verify(sound)).toMatchObject({
      faults: [], exitCode: 0, counts: { logs: 2, leaves: 5, checkpoints: 3, objects: 2, files: Object.keys(sound).length },
    });
  });

  it('passes with its own policy, and the last note says what that does not prove', async () => {
    const { exitCode, notes } = await verifyBundle(memory(sound));
    expect(exitCode).toBe(0);
    expect(notes.at(-1)).toContain('this proves integrity, not origin');
  });

  it('passes when its files come in pieces of any length', async () => {
    for (const length of [1, 7, 64]) {
      expect((await verifyBundle(memory(sound, length), { policy })).exitCode).toBe(0);
    }
  });
});

describe('one changed byte', () => {
  it('is found wherever it is, and in a leaf it is named by log and index', async () => {
    for (const [path, bytes] of Object.entries(sound)) {
      for (let at = 0; at < bytes.length; at += 1) {
        const verdict = await verify({ ...sound, [path]: flipped(bytes, at) });
        expect({ path, at, found: verdict.exitCode !== 0 }).toEqual({ path, at, found: true });
        if (path.endsWith('.jsonl')) expect(verdict.faults).toEqual([expect.objectContaining(leafPlace(path, bytes, at))]);
        else if (path !== sumsFile) expect(verdict.faults.some(({ file }) => file === path)).toBe(true);
      }
    }
  });

  it('in a leaf is still named when somebody has written SHA256SUMS anew', async () => {
    const path = 'logs/indicators.jsonl';
    const bytes = sound[path]!;
    for (let at = 0; at < bytes.length; at += 1) {
      const { faults } = await verify(resealed({ ...sound, [path]: flipped(bytes, at) }));
      expect(faults).toEqual([expect.objectContaining(leafPlace(path, bytes, at))]);
    }
  });

  it('in the hash list names the list, not a leaf', async () => {
    const path = 'logs/indicators.hashes';
    const { faults } = await verify(resealed({ ...sound, [path]: flipped(sound[path]!, 70) }));
    expect(faults).toEqual([{ kind: 'proof', log: 'indicators', file: path, text: 'line 2 is not the hash of leaf 1' }]);
  });
});

describe('a forger who writes SHA256SUMS anew', () => {
  const leaves = () => [1, 2, 1].map((sequence, index) => aLeaf(indicators, index < 2 ? 'submission/a' : 'cycle/2023', sequence, { forged: index === 1 }));

  it('cannot change a leaf together with its hash: the signed roots tell where', async () => {
    const forged = logFiles(indicators, [], leaves());
    const { faults, exitCode } = await verify(resealed({ ...sound, ...forged }));
    expect(exitCode).toBe(5);
    expect(faults[0]).toMatchObject({ log: 'indicators', index: 0, file: 'logs/indicators.jsonl' });
  });

  it('cannot cut the end off a log', async () => {
    const cut = { 'logs/scoring.jsonl': firstLines(sound['logs/scoring.jsonl']!, 1), 'logs/scoring.hashes': firstLines(sound['logs/scoring.hashes']!, 1) };
    const { faults, exitCode } = await verify(resealed({ ...sound, ...cut }));
    expect(exitCode).toBe(5);
    expect(faults[0]).toMatchObject({ log: 'scoring', index: 1, text: 'ends after 1 leaves, 2 are signed' });
  });

  it('cannot sign with a key of his own against the auditor\'s policy', async () => {
    const own = generateKey(indicators.name);
    const forged = resealed({ ...sound, ...logFiles(own, [1, 3], leaves()), 'policy.txt': toUtf8(`log ${own.vkey}\nlog ${scoring.vkey}\n`) });
    expect((await verify(forged)).exitCode).toBe(5);
  });

  it('cannot drop a log that the policy names', async () => {
    const kept = Object.fromEntries(Object.entries(sound).filter(([path]) => !path.includes('scoring')));
    const { exitCode, faults } = await verify(resealed(kept));
    expect(exitCode).toBe(6);
    expect(faults.map(({ log }) => log)).toContain('scoring');
  });

  it('cannot pass a checkpoint off as another log\'s or another size\'s', async () => {
    const moved = { ...sound, 'checkpoints/scoring/3.note': sound['checkpoints/indicators/3.note']!, 'checkpoints/scoring/1.note': sound['checkpoints/scoring/2.note']! };
    const { faults } = await verify(resealed(moved));
    expect(faults.map(({ file }) => file)).toEqual(['checkpoints/scoring/1.note', 'checkpoints/scoring/3.note']);
  });
});

describe('a log whose own keeper erred', () => {
  const signedLog = (...given: string[]) => resealed({ ...without(sound, 'checkpoints/scoring/2.note'), ...logFiles(scoring, [given.length], given) });
  const faultsOf = async (files: Files) => (await verify(files)).faults.map(({ log, index, text }) => ({ log, index, text }));

  it('is told of a repeated event id', async () => {
    const first = aLeaf(scoring, 'score/PK-1', 1, {}, { id: 'same' });
    const second = aLeaf(scoring, 'score/PK-2', 1, {}, { id: 'same' });
    expect(await faultsOf(signedLog(first, second))).toEqual([{ log: 'scoring', index: 1, text: 'repeats the event id same' }]);
  });

  it('is told once of a gap in a subject\'s sequence', async () => {
    const given = [1, 3, 4].map((sequence) => aLeaf(scoring, 'score/PK-1', sequence, {}));
    expect(await faultsOf(signedLog(...given))).toEqual([{ log: 'scoring', index: 1, text: 'is number 3 of score/PK-1, where 2 is due' }]);
  });

  it.each([
    ['not canonical', '{"b":1, "a":2}'],
    ['not JSON', 'leaf'],
    ['not an event', canonicalText({ id: 'a' })],
    ['null', 'null'],
    ['longer than a leaf may be', canonicalText('x'.repeat(65_535))],
    ['from another log', aLeaf(indicators, 'score/PK-1', 1, {})],
  ])('is told of a leaf that is %s', async (_, leaf) => {
    expect(await faultsOf(signedLog(leaf))).toMatchObject([{ log: 'scoring', index: 0 }]);
  });

  it('is told of leaves that no checkpoint covers', async () => {
    const given = [1, 2, 3].map((sequence) => aLeaf(scoring, 'score/PK-1', sequence, {}));
    const { exitCode, faults } = await verify(resealed({ ...sound, ...logFiles(scoring, [2], given) }));
    expect(exitCode).toBe(6);
    expect(faults).toMatchObject([{ log: 'scoring', index: 2, text: 'leaf 2 is under no checkpoint' }]);
  });
});

describe('incomplete evidence', () => {
  it.each(['logs/scoring.jsonl', 'logs/scoring.hashes', 'values/2023.csv', 'format.txt', sumsFile])('without %s the file is named', async (path) => {
    const { exitCode, faults } = await verify(without(sound, path));
    expect(exitCode).toBe(6);
    expect(faults.map(({ file }) => file)).toContain(path);
  });

  it('an object that a leaf names must be there even when SHA256SUMS forgets it', async () => {
    const path = `objects/${digest(imported)}`;
    const { exitCode, faults } = await verify(resealed(without(sound, path)));
    expect(exitCode).toBe(6);
    expect(faults).toEqual([{ kind: 'incomplete', file: path, text: 'is named by leaf 0 of log indicators and missing' }]);
  });

  it('an object under a wrong name is no object', async () => {
    const path = `objects/${'0'.repeat(64)}`;
    const { exitCode, faults } = await verify(resealed({ ...sound, [path]: imported }));
    expect([exitCode, faults[0]?.file]).toEqual([5, path]);
  });

  it('a file that is not listed is a fault', async () => {
    const { faults } = await verify({ ...sound, 'objects/extra': imported });
    expect(faults).toMatchObject([{ file: 'objects/extra', text: 'is not listed in SHA256SUMS' }]);
  });

  it('without any policy nothing is trusted', async () => {
    const { exitCode, faults } = await verifyBundle(memory(resealed(without(sound, 'policy.txt'))));
    expect([exitCode, faults[0]?.file]).toEqual([6, 'policy.txt']);
  });
});

describe('what cannot be read', () => {
  it('another format version is said to be unknown, and nothing else is claimed', async () => {
    const verdict: BundleVerdict = await verify(resealed({ ...sound, 'format.txt': toUtf8(bundleFormat.replace('1', '2')) }));
    expect([verdict.exitCode, verdict.faults.length]).toEqual([7, 1]);
  });

  it.each(['', '# nobody\n', `log ${indicators.vkey.slice(0, -1)}\n`, 'quorum any\n'])('the policy %j is refused, never passed over', async (text) => {
    await expect(verifyBundle(memory(sound), { policy: text })).rejects.toThrow(VerifiableLogError);
  });

  it.each([
    ['unsorted', (sums: string) => sums.split('\n').slice(0, -1).reverse().join('\n') + '\n'],
    ['with a path out of the bundle', (sums: string) => `${'0'.repeat(64)}  ../secret\n${sums}`],
    ['with one space', (sums: string) => sums.replace('  ', ' ')],
    ['with a line twice', (sums: string) => `${sums.split('\n')[0]}\n${sums}`],
    ['without its last line feed', (sums: string) => sums.slice(0, -1)],
  ])('a SHA256SUMS %s is refused', async (_, change) => {
    const sums = Buffer.from(sound[sumsFile]!).toString();
    const { faults } = await verify({ ...sound, [sumsFile]: toUtf8(change(sums)) });
    expect(faults.map(({ file }) => file)).toContain(sumsFile);
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at]! ^= 1 << (at % 8);
  return changed;
}

function leafPlace(path: string, bytes: Uint8Array, at: number) {
  const log = path.replace(/^logs\/|\.jsonl$/g, '');
  return { log, index: bytes.subarray(0, at).filter((byte) => byte === 0x0a).length, file: path };
}

function firstLines(bytes: Uint8Array, count: number): Uint8Array {
  return toUtf8(Buffer.from(bytes).toString().split('\n').slice(0, count).map((line) => `${line}\n`).join(''));
}
