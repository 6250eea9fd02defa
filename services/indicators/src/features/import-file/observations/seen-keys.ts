const parts = 256;

/**
 * Which keys a file has had, by two 32-bit hashes and the line of each: 12 bytes a slot, in parts that grow one by one.
 * Equal keys are always found; two keys that only hash alike are told apart by the database.
 */
export class SeenKeys {
  readonly #parts = Array.from({ length: parts }, () => new Part());

  /** The line an earlier row with these hashes stands in, or 0; then this line is remembered. */
  earlier(first: number, second: number, line: number): number {
    return this.#parts[second & (parts - 1)]!.earlier(first, second, line);
  }
}

class Part {
  #slots = new Int32Array(3 * 64);
  #size = 0;

  earlier(first: number, second: number, line: number): number {
    const slot = this.#find(first, second);
    const known = this.#slots[slot + 2]!;
    if (known !== 0) return known;
    this.#put(slot, first, second, line);
    this.#size += 1;
    if (4 * this.#size > this.#slots.length) this.#grow();
    return 0;
  }

  #find(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length / 3 - 1;
    for (let at = (first ^ (second >>> 8)) & mask; ; at = (at + 1) & mask) {
      const slot = 3 * at;
      if (slots[slot + 2] === 0 || (slots[slot] === first && slots[slot + 1] === second)) return slot;
    }
  }

  #put(slot: number, first: number, second: number, line: number): void {
    this.#slots[slot] = first;
    this.#slots[slot + 1] = second;
    this.#slots[slot + 2] = line;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(2 * before.length);
    for (let slot = 0; slot < before.length; slot += 3) {
      if (before[slot + 2] !== 0) this.#put(this.#find(before[slot]!, before[slot + 1]!), before[slot]!, before[slot + 1]!, before[slot + 2]!);
    }
  }
}
