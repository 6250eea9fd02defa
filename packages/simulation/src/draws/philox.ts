/** Four 32-bit words. */
export type Words = Uint32Array;

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;
const share = 2 ** -32;

/** The upper 32 bits of a product of two 32-bit numbers whose lower 32 are known: the product as a double is off by less than 2^11, so what is left without them is nearest to the right multiple of 2^32. */
const high = (a: number, b: number, low: number) => ((a * b - low) * share + 0.5) >>> 0;

/**
 * Philox4x32 with ten rounds: four random words from a place (the counter) and a key, with no state between places.
 * The same words in any language, whatever was drawn before; checked against the known answers of Random123.
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 * @param into receives the words
 */
export function philox(draw: number, unit: number, input: number, stream: number, key0: number, key1: number, into: Words): Words {
  // Numbers by themselves, not in small arrays: this runs for every number that is drawn.
  let [c0, c1, c2, c3] = [draw, unit, input, stream];
  let [k0, k1] = [key0, key1];
  for (let round = 0; round < 10; round += 1) {
    const l0 = Math.imul(multiplier0, c0) >>> 0;
    const l1 = Math.imul(multiplier1, c2) >>> 0;
    const h0 = high(multiplier0, c0, l0);
    const h1 = high(multiplier1, c2, l1);
    c0 = (h1 ^ c1 ^ k0) >>> 0;
    c1 = l1;
    c2 = (h0 ^ c3 ^ k1) >>> 0;
    c3 = l0;
    k0 = (k0 + weyl0) >>> 0;
    k1 = (k1 + weyl1) >>> 0;
  }
  into[0] = c0;
  into[1] = c1;
  into[2] = c2;
  into[3] = c3;
  return into;
}
