/** Four 32-bit words. */
export type Words = Uint32Array;

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;
const half = 65536;

/** The upper 32 bits of a product of two 32-bit numbers; every intermediate is a whole number below 2^49, so doubles hold it exactly. */
const high = (a: number, b: number) => Math.floor((a * (b >>> 16) + Math.floor((a * (b & 0xffff)) / half)) / half);

/**
 * Philox4x32 with ten rounds: four random words from a place (the counter) and a key, with no state between places.
 * The same words in any language, whatever was drawn before; checked against the known answers of Random123.
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 * @param into receives the words; made anew where none is given
 */
export function philox(counter: readonly [number, number, number, number], key: readonly [number, number], into: Words = new Uint32Array(4)): Words {
  // Spelt out without small arrays: this runs for every number that is drawn.
  let c0 = counter[0];
  let c1 = counter[1];
  let c2 = counter[2];
  let c3 = counter[3];
  let k0 = key[0];
  let k1 = key[1];
  for (let round = 0; round < 10; round += 1) {
    const h0 = high(multiplier0, c0);
    const h1 = high(multiplier1, c2);
    const l0 = Math.imul(multiplier0, c0);
    const l1 = Math.imul(multiplier1, c2);
    c0 = (h1 ^ c1 ^ k0) >>> 0;
    c1 = l1 >>> 0;
    c2 = (h0 ^ c3 ^ k1) >>> 0;
    c3 = l0 >>> 0;
    k0 = (k0 + weyl0) >>> 0;
    k1 = (k1 + weyl1) >>> 0;
  }
  into[0] = c0;
  into[1] = c1;
  into[2] = c2;
  into[3] = c3;
  return into;
}
