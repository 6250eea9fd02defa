import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatCheckpoint, generateKey, keyFromSeed, openCheckpoint, openNote, parseCheckpoint, rootOf, sha256, signNote, toUtf8, VerifiableLogError,
} from './index.ts';

const origin = 'mizan.local/audit/scoring';
const key = generateKey(origin);
const witness = generateKey('witness.example');
const body = formatCheckpoint({ origin, size: 4711, root: sha256(toUtf8('root')) });
const note = signNote(body, key);

function refusing(act: () => unknown): void {
  expect(act).toThrow(VerifiableLogError);
}

describe('a signed checkpoint', () => {
  it('says what was signed, to who trusts the key', () => {
    expect(openCheckpoint(note, [key.vkey])).toMatchObject({ origin, size: 4711, verified: [{ name: origin }] });
    expect(openNote(toUtf8(note), [key.vkey]).text).toBe(body);
  });

  it('is the same note again from the same seed', () => {
    expect(signNote(body, keyFromSeed(origin, key.skeySeed))).toBe(note);
  });

  it('is refused after any truncation and any change of a byte', () => {
    for (let at = 0; at < note.length; at += 1) refusing(() => openCheckpoint(note.slice(0, at), [key.vkey]));
    const bytes = toUtf8(note);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Uint8Array.from(bytes);
      changed[at]! ^= 1;
      refusing(() => openCheckpoint(changed, [key.vkey]));
    }
  });

  it('needs the signature of its own log; a witness alone does not make one', () => {
    refusing(() => openCheckpoint(signNote(body, witness), [key.vkey, witness.vkey]));
    expect(openCheckpoint(signNote(body, witness, key), [key.vkey, witness.vkey]).verified).toHaveLength(2);
  });

  it('is nobody\'s when no key is trusted, and a stranger\'s key of the same name is no key', () => {
    refusing(() => openCheckpoint(note, []));
    refusing(() => openCheckpoint(note, [generateKey(origin).vkey]));
  });

  it('carries both signatures during a rotation', () => {
    const next = generateKey(origin);
    const both = signNote(body, key, next);
    expect(openCheckpoint(both, [key.vkey]).size).toBe(4711);
    expect(openCheckpoint(both, [next.vkey]).size).toBe(4711);
  });

  it('cannot be written for what is no log', () => {
    const root = rootOf([]);
    for (const wrong of [{ origin: '', size: 0, root }, { origin: 'a\nb', size: 0, root }, { origin, size: -1, root }, { origin, size: 1.5, root }, { origin, size: 0, root: Uint8Array.of(1) }]) {
      refusing(() => formatCheckpoint(wrong));
    }
    refusing(() => generateKey('two words'));
    refusing(() => keyFromSeed(origin, 'c2hvcnQ='));
    refusing(() => signNote('no line feed', key));
  });

  it('reading garbage never throws anything but the package\'s own error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom('\n', '— ', 'a', ' ', '+', 'AAAAAAA=', '\n\n')), (noise, parts) => {
        for (const candidate of [noise, parts.join('')]) {
          refusing(() => openNote(candidate, [key.vkey]));
          refusing(() => parseCheckpoint(candidate));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
