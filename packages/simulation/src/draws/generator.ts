import { normalOf } from './normal.ts';
import { philox } from './philox.ts';

/** Where a number is drawn: which draw, which org unit, which input and which of several independent streams; each below 2^32. */
export interface Generator {
  /** A number between 0 and 1, neither included, in steps of 2^-52. */
  readonly uniform: (draw: number, unit: number, input: number, stream: number) => number;
  /** A standard normal number: the quantile of the uniform at the same place. */
  readonly normal: (draw: number, unit: number, input: number, stream: number) => number;
}

/**
 * Numbers by place, not by turn: who asks first, in how many parts or on how many threads makes no difference.
 * The key is the seed's lower and upper 32 bits, the counter is (draw, unit, input, stream); the uniform is the first word's upper 26 bits followed by the second's, plus a half, over 2^52.
 * @param seed a whole number from 0 to 2^53 − 1
 * @throws RangeError for any other seed
 */
export function createGenerator(seed: number): Generator {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`the seed ${seed} is not a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
  const [key0, key1] = [seed >>> 0, Math.floor(seed / 2 ** 32)];
  const words = new Uint32Array(4);
  const uniform = (draw: number, unit: number, input: number, stream: number) => {
    philox(draw, unit, input, stream, key0, key1, words);
    return ((words[0]! >>> 6) * 2 ** 26 + (words[1]! >>> 6) + 0.5) / 2 ** 52;
  };
  return { uniform, normal: (draw, unit, input, stream) => normalOf(uniform(draw, unit, input, stream)) };
}
