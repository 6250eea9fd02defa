import { readFile, stat } from 'node:fs/promises';

/** The text of a UTF-8 file; nothing where it cannot be read or is no text. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

export const isFile = (file: string) => stat(file).then((found) => found.isFile(), () => false);
