import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Evidence, type Leaf } from './evidence.ts';

/** What a bundle holds, read as it lies there: whether it is intact is for the verification and the replay to say. */
export function fromBundle(dir: string): Evidence {
  return {
    leaves: async (log) => {
      const text = await readFile(join(dir, 'logs', `${log}.jsonl`), 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean).flatMap(leafOf);
    },
    object: async (sha256) => {
      for (const path of [`objects/${sha256}`, `methodologies/${sha256}.json`, `schemes/${sha256}.json`]) {
        const bytes = await readFile(join(dir, path)).catch(() => undefined);
        if (bytes) return bytes;
      }
      return undefined;
    },
  };
}

function leafOf(line: string): Leaf[] {
  try {
    return [JSON.parse(line) as Leaf];
  } catch {
    // the verification names it by its index
    return [];
  }
}
