/** The two hashes of the bytes hashed last; one would not tell millions of keys apart. */
export const hashed = { first: 0, second: 0 };

/** Hashes `bytes[start..end)` from two seeds into `hashed`. */
export function hash(bytes: Uint8Array, start: number, end: number, first = 0x811c9dc5, second = 0x9e3779b9): void {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]!;
    first = Math.imul(first ^ byte, 0x01000193);
    second = Math.imul(second + byte, 0x85ebca6b);
    second ^= second >>> 15;
  }
  hashed.first = first ^ (first >>> 13);
  hashed.second = second;
}

/** A set of codes that is asked by bytes, so that no text is made of a cell that is as it should be. */
export class Codes {
  #size = 0;
  #slots = new Int32Array(64);
  #places: number[] = [];
  #bytes = Buffer.alloc(1024);
  #used = 0;

  constructor(codes: Iterable<string> = []) {
    for (const code of codes) this.add(Buffer.from(code));
  }

  get size(): number {
    return this.#size;
  }

  has(bytes: Uint8Array, start: number, end: number): boolean {
    hash(bytes, start, end);
    return this.#slots[this.#slotOf(bytes, start, end)] !== 0;
  }

  add(code: Uint8Array): void {
    if (this.has(code, 0, code.length)) return;
    if (this.#used + code.length > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * (this.#used + code.length));
    this.#bytes.set(code, this.#used);
    this.#places.push(this.#used, (this.#used += code.length));
    this.#size += 1;
    if (2 * this.#size > this.#slots.length) this.#slots = this.#rehashed();
    else this.#slots[this.#slotOf(code, 0, code.length)] = this.#size;
  }

  texts(): string[] {
    return Array.from({ length: this.#size }, (_, index) => this.#bytes.toString('utf8', this.#places[2 * index], this.#places[2 * index + 1]));
  }

  /** Where these bytes stand or would stand; reads what `hash` left. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashed.first & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry === 0 || this.#same(entry - 1, bytes, start, end)) return slot;
    }
  }

  #same(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#places[2 * index]!;
    if (this.#places[2 * index + 1]! - from !== end - start) return false;
    for (let at = start, own = from; at < end; at += 1, own += 1) if (bytes[at] !== this.#bytes[own]) return false;
    return true;
  }

  #rehashed(): Int32Array<ArrayBuffer> {
    const slots = new Int32Array(2 * this.#slots.length);
    for (let index = 0; index < this.#size; index += 1) {
      hash(this.#bytes, this.#places[2 * index]!, this.#places[2 * index + 1]!);
      let slot = hashed.first & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = index + 1;
    }
    return slots;
  }
}
