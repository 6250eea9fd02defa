const parts = 256;
const wordsPerSlot = 3;

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

  /** Forgets all keys and gives back their memory at once; for two million it is some 38 MB. */
  release(): void {
    for (const part of this.#parts) part.release();
  }
}

class Part {
  #slots = new Int32Array(wordsPerSlot * 64);
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

  release(): void {
    giveBack(this.#slots);
    this.#slots = new Int32Array(wordsPerSlot * 64);
    this.#size = 0;
  }

  #find(first: number, second: number): number {
    const slots = this.#slots;
    // The share of the slots that the mixed hash is of its range: any number of slots will do, not a power of two alone.
    const mixed = Math.imul(first ^ (second >>> 8), 0x9e3779b1) >>> 0;
    for (let slot = wordsPerSlot * Math.floor((mixed / 0x1_0000_0000) * (slots.length / wordsPerSlot)); ; slot += wordsPerSlot) {
      if (slot === slots.length) slot = 0;
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
    this.#slots = new Int32Array(wordsPerSlot * Math.ceil((before.length / wordsPerSlot) * 1.5));
    for (let slot = 0; slot < before.length; slot += wordsPerSlot) {
      if (before[slot + 2] !== 0) this.#put(this.#find(before[slot]!, before[slot + 1]!), before[slot]!, before[slot + 1]!, before[slot + 2]!);
    }
    giveBack(before);
  }
}

/** Frees an array now; the collector would come for it much later. */
function giveBack({ buffer }: Int32Array<ArrayBuffer>): void {
  buffer.transfer(0);
}
