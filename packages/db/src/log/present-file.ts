import { readFile } from 'node:fs/promises';

/** The text of a file, or nothing when there is none. A file that cannot be read is a fault, not an absence. */
export async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
