import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import * as log from './index.ts';

// Every vector file has its own shape; a field that is not there fails its test.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Case = any;

const folder = new URL('../vectors/', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, folder), 'utf8');
const json = (path: string) => JSON.parse(text(path));
const base64 = (encoded: string) => Buffer.from(encoded, 'base64');
const hex = (encoded: string) => Buffer.from(encoded, 'hex');

describe('RFC 8785', () => {
  it.each(readdirSync(new URL('jcs-rfc8785/input', folder)))('%s comes out byte for byte', (name) => {
    const written = log.canonicalizeJson(json(`jcs-rfc8785/input/${name}`));
    expect(written).toBe(text(`jcs-rfc8785/output/${name}`));
    const bytes = text(`jcs-rfc8785/outhex/${name.replace('.json', '.txt')}`).replaceAll(/\s/g, '');
    expect(log.toHex(log.toUtf8(written))).toBe(bytes);
  });

  it.each(json('jcs-rfc8785/numbers-appendix-b.json') as { ieee754Hex: string; json: string | null }[])(
    'the number $ieee754Hex is written $json',
    ({ ieee754Hex, json: wanted }) => {
      const value = hex(ieee754Hex).readDoubleBE();
      if (wanted === null) expect(() => log.canonicalizeJson(value)).toThrow(log.VerifiableLogError);
      else expect(log.canonicalizeJson(value)).toBe(wanted);
    },
  );

  const profile = json('jcs-rfc8785/leaf-profile-cases.json');
  it.each(profile.accept)('the profile takes $jsonText', ({ jsonText, canonical, sha256, leafHash }: Case) => {
    const value = log.parseCanonical(jsonText);
    expect(log.canonicalText(value)).toBe(canonical);
    expect(log.toHex(log.sha256(log.canonicalBytes(value)))).toBe(sha256);
    expect(log.toHex(log.leafHash(log.canonicalBytes(value)))).toBe(leafHash);
  });

  it.each(profile.reject)('the profile refuses: $why', ({ jsonText }: Case) => {
    expect(() => log.parseCanonical(jsonText)).toThrow(log.VerifiableLogError);
  });
});

describe('RFC 6962 and RFC 9162', () => {
  it.each(json('rfc6962-merkle/inclusion.json'))('inclusion: $id', (given: Case) => {
    const claim = {
      index: BigInt(given.leafIdx),
      size: BigInt(given.treeSize),
      root: base64(given.root),
      leafHash: base64(given.leafHash),
      proof: given.proof.map(base64),
    };
    expect(log.verifyInclusion(claim)).toBe(!given.wantErr);
  });

  it.each(json('rfc6962-merkle/consistency.json'))('consistency: $id', (given: Case) => {
    const claim = {
      size1: BigInt(given.size1),
      size2: BigInt(given.size2),
      root1: base64(given.root1),
      root2: base64(given.root2),
      proof: given.proof.map(base64),
    };
    expect(log.verifyConsistency(claim)).toBe(!given.wantErr);
  });

  const reference = json('rfc6962-merkle/reference.json');
  const hashes: Uint8Array[] = reference.leafInputsHex.map((input: string) => log.leafHash(hex(input)));

  it.each(reference.hasher)('hasher: $desc', ({ fn, inHex, leftHex, rightHex, out }: Case) => {
    const hashed = {
      emptyRoot: () => log.rootOf([]),
      leaf: () => log.leafHash(hex(inHex)),
      node: () => log.nodeHash(hex(leftHex), hex(rightHex)),
    }[fn as 'emptyRoot' | 'leaf' | 'node']();
    expect(log.toHex(hashed)).toBe(out);
  });

  it('leaf hashes and the roots of sizes 0 to 8 are the published ones', () => {
    expect(hashes.map(log.toHex)).toEqual(reference.leafHashes);
    expect(reference.rootsBySize.map((_: string, size: number) => log.toHex(log.rootOf(hashes.slice(0, size))))).toEqual(
      reference.rootsBySize,
    );
  });

  it('every proof of the trees of sizes 1 to 8 is the reference proof', () => {
    for (const { leafIdx, treeSize, proof } of reference.inclusionProofs) {
      expect(log.inclusionProof(hashes.slice(0, Number(treeSize)), Number(leafIdx)).map(log.toHex)).toEqual(proof);
    }
    for (const { size1, size2, proof } of reference.consistencyProofs) {
      expect(log.consistencyProof(hashes.slice(0, Number(size2)), Number(size1)).map(log.toHex)).toEqual(proof);
    }
  });
});

describe('C2SP notes, keys and checkpoints', () => {
  it.each(json('signed-note/notes.json'))('note: $id', ({ note, noteBase64, vkeys, want, verified }: Case) => {
    const given = note ?? base64(noteBase64);
    if (want === 'error') expect(() => log.openNote(given, vkeys)).toThrow(log.VerifiableLogError);
    else expect(log.openNote(given, vkeys).verified.map(({ name }) => name)).toEqual(verified);
  });

  const { good, bad } = json('signed-note/vkeys.json');
  it.each(good as string[])('key: %s is taken, no part of it and no neighbour is', (vkey) => {
    expect(log.parseVkey(vkey).name).toBe(vkey.split('+')[0]);
    for (let at = 0; at < vkey.length; at += 1) {
      const bumped = vkey.slice(0, at) + String.fromCharCode(vkey.charCodeAt(at) + 1) + vkey.slice(at + 1);
      for (const wrong of [bumped, vkey.slice(at + 1), vkey.slice(0, at)]) {
        expect(() => log.parseVkey(wrong)).toThrow(log.VerifiableLogError);
      }
    }
  });

  it.each(bad)('key: refused for $why', ({ vkey }: Case) => {
    expect(() => log.parseVkey(vkey)).toThrow(log.VerifiableLogError);
  });

  it('signing is deterministic and gives the published line', () => {
    const given = json('signed-note/sign-deterministic.json');
    const key = log.keyFromSeed(given.name, hex(given.seedHex).toString('base64'));
    expect(log.parseVkey(key.vkey).keyId).toBe(given.keyIdHex);
    expect(log.signNote(given.text, key)).toBe(`${given.text}\n${given.line}`);
  });

  it.each(json('signed-note/checkpoint-bodies.json'))('checkpoint: $id', (given: Case) => {
    // Bodies marked parserLevel have a root that is no SHA-256 or extension lines: a general parser may take them.
    const refused = given.want === 'error' || given.parserLevel === true;
    if (refused) expect(() => log.parseCheckpoint(given.body)).toThrow(log.VerifiableLogError);
    else expect(log.formatCheckpoint(log.parseCheckpoint(given.body))).toBe(given.body);
  });
});
