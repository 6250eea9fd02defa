/** Four 32-bit words. */
export type Words = Uint32Array;

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;
/** The upper 32 bits of a product of two 32-bit numbers, by halves of 16 bits as written by hand; none of the sums passes 32 bits. */
function high(aHigh: number, aLow: number, b: number): number {
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const other = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}

/**
 * Philox4x32 with ten rounds: four random words from a place (the counter) and a key, with no state between places.
 * The same words in any language, whatever was drawn before; checked against the known answers of Random123.
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 * @param into receives the words
 */
export function philox(draw: number, unit: number, input: number, stream: number, key0: number, key1: number, into: Words): Words {
  // Numbers by themselves, not in small arrays, and whole ones of 32 bits throughout: this runs for every number that is drawn.
  let c0 = draw | 0;
  let c1 = unit | 0;
  let c2 = input | 0;
  let c3 = stream | 0;
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  for (let round = 0; round < 10; round += 1) {
    const h0 = high(multiplier0 >>> 16, multiplier0 & 0xffff, c0);
    const h1 = high(multiplier1 >>> 16, multiplier1 & 0xffff, c2);
    const l0 = Math.imul(multiplier0, c0);
    const l1 = Math.imul(multiplier1, c2);
    c0 = h1 ^ c1 ^ k0;
    c1 = l1;
    c2 = h0 ^ c3 ^ k1;
    c3 = l0;
    k0 = (k0 + weyl0) | 0;
    k1 = (k1 + weyl1) | 0;
  }
  into[0] = c0;
  into[1] = c1;
  into[2] = c2;
  into[3] = c3;
  return into;
}
