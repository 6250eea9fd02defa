/** Tells whether a text stood before, in 12 to 36 bytes a text: what is kept is its hash of 64 bits and the line, so a repetition is to be confirmed by reading. */
export class RowsSeen {
  #size = 0;
  #mask = (1 << 12) - 1;
  #table = new Uint32Array(3 << 12);

  /** @returns the line at which a text of this hash stood first, or nothing */
  add(text: string, line: number): number | undefined {
    if (this.#size * 2 > this.#mask) this.#grow();
    const [high, low] = hashOf(text);
    return this.#put(high, low, line);
  }

  #put(high: number, low: number, line: number): number | undefined {
    const table = this.#table;
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * 3;
      if (table[at + 2] === 0) {
        table.set([high, low, line], at);
        this.#size += 1;
        return undefined;
      }
      if (table[at] === high && table[at + 1] === low) return table[at + 2];
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#mask = this.#mask * 2 + 1;
    this.#table = new Uint32Array(3 * (this.#mask + 1));
    this.#size = 0;
    for (let at = 0; at < old.length; at += 3) if (old[at + 2] !== 0) this.#put(old[at]!, old[at + 1]!, old[at + 2]!);
  }
}

/** Two multiplicative hashes of 32 bits with different multipliers, mixed at the end as in MurmurHash3. */
function hashOf(text: string): readonly [number, number] {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  return [mixed(a ^ (b >>> 13)), mixed(b ^ (a >>> 15))];
}
function mixed(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}
