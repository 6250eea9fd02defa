import { type Equations } from './read-equations.ts';

/** A hash of bytes, from one place up to another (FNV-1a, 32 bits). */
export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

export function areSame(a: Uint8Array, aFrom: number, b: Uint8Array, bFrom: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (a[aFrom + at]! !== b[bFrom + at]!) return false;
  return true;
}

/** Finds which equation is called by a name that stands in the same bytes; −1 where there is none. @throws Error where a name stands twice */
export function openNames({ bytes, count, names }: Equations): (from: number, to: number) => number {
  const size = 2 ** Math.ceil(Math.log2(2 * count + 1));
  /** One more than the place of an equation, 0 where there is none. */
  const slots = new Int32Array(size);
  /** The slot in which a name is, or would be. */
  function slotOf(from: number, to: number): number {
    let slot = hashOf(bytes, from, to) & (size - 1);
    for (; slots[slot] !== 0; slot = (slot + 1) & (size - 1)) {
      const place = slots[slot]! - 1;
      if (names.to[place]! - names.from[place]! === to - from && areSame(bytes, names.from[place]!, bytes, from, to - from)) return slot;
    }
    return slot;
  }
  for (let place = 0; place < count; place += 1) {
    const slot = slotOf(names.from[place]!, names.to[place]!);
    if (slots[slot] !== 0) throw new Error('a name stands twice');
    slots[slot] = place + 1;
  }
  return (from, to) => slots[slotOf(from, to)]! - 1;
}
