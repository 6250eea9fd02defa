import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable } from 'node:stream';

/** Files kept by the SHA-256 of their bytes, outside the database. */
export interface Objects {
  /** A new file being written; `keep` gives it its name once its hash is known, `discard` leaves nothing. */
  begin(): Promise<{ write(bytes: Uint8Array): Promise<void>; keep(sha256: string): Promise<void>; discard(): Promise<void> }>;
  put(bytes: Uint8Array): Promise<string>;
  read(sha256: string): Promise<Uint8Array | undefined>;
  stream(sha256: string): Readable;
}

export function openObjects(folder: string): Objects {
  const begin: Objects['begin'] = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const temporary = join(folder, `receiving-${randomUUID()}`);
    const handle = await open(temporary, 'wx', 0o600);
    return {
      write: async (bytes) => void (await handle.write(bytes)),
      async keep(sha256) {
        await handle.sync();
        await handle.close();
        await rename(temporary, join(folder, sha256));
      },
      async discard() {
        await handle.close().catch(() => undefined);
        await rm(temporary, { force: true });
      },
    };
  };
  return {
    begin,
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = await begin();
      await file.write(bytes);
      await file.keep(sha256);
      return sha256;
    },
    read: (sha256) => readFile(join(folder, sha256)).catch(() => undefined),
    stream: (sha256) => createReadStream(join(folder, sha256)),
  };
}
