import { describe, expect, it } from '@jest/globals';
import { CompactRange, leafHash, LeafRoot, toHex } from './index.ts';

describe('the root over leaves that pass by once', () => {
  it('is the root of a compact range, at every size', () => {
    const [quick, slow] = [new LeafRoot(), new CompactRange()];
    expect(toHex(quick.root())).toBe(toHex(slow.root()));
    for (let size = 1; size <= 300; size += 1) {
      const leaf = Buffer.from('line '.repeat(size % 7 === 0 ? 2000 : size % 5) + String(size));
      quick.append(Buffer.concat([Buffer.from('before'), leaf, Buffer.from('after')]), 6, 6 + leaf.length);
      slow.append(leafHash(leaf));
      expect([quick.size, toHex(quick.root())]).toEqual([size, toHex(slow.root())]);
    }
  });
});
