import { describe, expect, it } from '@jest/globals';
import { parse } from '@mizan/scoring-engine';
import { normalQuantile } from '@mizan/scoring-engine/functions.ts';
import fc from 'fast-check';
import { createGenerator } from './generator.ts';
import { definedLn, normalOf } from './normal.ts';
import { philox } from './philox.ts';

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, '0')).join(' ');
const all = 0xffffffff;

describe('Philox4x32-10', () => {
  it.each([
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [[all, all, all, all], [all, all], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ] as const)('gives the known answer of Random123 for %j under %j', ([draw, unit, input, stream], [key0, key1], answer) => expect(hex(philox(draw, unit, input, stream, key0, key1, new Uint32Array(4)))).toBe(answer));

  it('gives the words that the definition gives in whole numbers of any size', () => {
    const word = fc.nat({ max: all });
    fc.assert(fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => expect([...philox(...counter, ...key, new Uint32Array(4))]).toEqual(byDefinition(counter, key))));
  });
});

/** Ten rounds with 64-bit products. */
function byDefinition(counter: readonly number[], key: readonly number[]): number[] {
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  const word = (value: bigint) => BigInt.asUintN(32, value);
  for (let round = 0; round < 10; round += 1) {
    const [p0, p1] = [0xd2511f53n * c0, 0xcd9e8d57n * c2];
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, word(p1), (p0 >> 32n) ^ c3 ^ k1, word(p0)];
    [k0, k1] = [word(k0 + 0x9e3779b9n), word(k1 + 0xbb67ae85n)];
  }
  return [c0, c1, c2, c3].map(Number);
}

describe('numbers by place', () => {
  const place = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(3));
  it('are the same whatever was drawn before', () =>
    fc.assert(fc.property(fc.array(place, { minLength: 1 }), place, fc.maxSafeNat(), (before, at, seed) => {
      const [used, fresh] = [createGenerator(seed), createGenerator(seed)];
      before.forEach((other) => used.uniform(...other));
      expect(used.uniform(...at)).toBe(fresh.uniform(...at));
    })));
  it('lie between 0 and 1 and never on either', () => fc.assert(fc.property(place, fc.maxSafeNat(), (at, seed) => Math.abs(createGenerator(seed).uniform(...at) - 0.5) < 0.5)));
  it('spread evenly, and as a normal variable with mean 0 and variance 1', () => {
    const { uniform, normal } = createGenerator(20260401);
    const [draws, tenths, normals] = [20_000, new Array<number>(10).fill(0), [] as number[]];
    for (let draw = 0; draw < draws; draw += 1) {
      tenths[Math.floor(uniform(draw, 3, 7, 0) * 10)]! += 1;
      normals.push(normal(draw, 3, 7, 1));
    }
    const mean = normals.reduce((sum, z) => sum + z, 0) / draws;
    expect(Math.max(...tenths.map((count) => Math.abs(count - draws / 10)))).toBeLessThan(5 * Math.sqrt(draws * 0.09));
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(draws));
    expect(Math.abs(normals.reduce((sum, z) => sum + (z - mean) ** 2, 0) / draws - 1)).toBeLessThan(0.05);
  });
  it('refuses a seed that is no whole number', () => expect(() => createGenerator(1.5)).toThrow('not a whole number'));
});

const asDouble = (exact: { n: bigint; d: bigint }) => Number((exact.n * 10n ** 30n) / exact.d) / 1e30;

describe('the defined normal quantile', () => {
  it.each(['0.5', '0.000001', '0.01', '0.025', '0.075', '0.0749', '0.3', '0.9', '0.975', '0.0000000000000001'])('is that of the exact engine at %s', (p) => expect(normalOf(Number(p))).toBeCloseTo(asDouble(normalQuantile(parse(p))), 13));
  it('has a logarithm as good as the built-in one', () => fc.assert(fc.property(fc.double({ min: 1e-17, max: 1e6, noNaN: true }), (x) => Math.abs(definedLn(x) - Math.log(x)) <= 1e-15 * Math.max(1, Math.abs(Math.log(x))))));
  it.each([
    [42, [0, 0, 0, 0], 0.6129598836390154],
    [42, [1, 2, 3, 0], 0.6883583653557147],
    [42, [9999, 159, 29, 2], 0.4418879706781954],
    [2 ** 40 + 7, [5, 6, 7, 1], 0.8095904687602126],
  ] as const)('stands on the uniform that a program in another language gives under seed %d at %j', (seed, place, uniform) => expect(createGenerator(seed).uniform(place[0], place[1], place[2], place[3])).toBe(uniform));
});
