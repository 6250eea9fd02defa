import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Readable } from 'node:stream';

/** A new file being written; `keep` gives it its name once its hash is known, `discard` leaves nothing. */
export interface NewObject {
  write(bytes: Uint8Array): Promise<void>;
  /** What was written so far, from its beginning; a piece is good until the next is asked for. */
  reread(): AsyncIterable<Uint8Array>;
  keep(sha256: string): Promise<void>;
  discard(): Promise<void>;
}
/** Files kept by the SHA-256 of their bytes, outside the database. */
export interface Objects {
  begin(): Promise<NewObject>;
  put(bytes: Uint8Array): Promise<string>;
  read(sha256: string): Promise<Uint8Array | undefined>;
  stream(sha256: string): Readable;
  /** Removes what a process that was killed had begun to receive. @returns how many files */
  sweep(): Promise<number>;
}

const host = hostname().replace(/[^\w.]/g, '_');
const beginning = `receiving-${host}-${process.pid}-`;
const day = 86_400_000;

export function openObjects(folder: string): Objects {
  const begin = async (): Promise<NewObject> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const temporary = join(folder, `${beginning}${randomUUID()}`);
    const handle = await open(temporary, 'wx', 0o600);
    return {
      write: (bytes) => handle.writeFile(bytes),
      reread: () => pieces(temporary),
      async keep(sha256) {
        await handle.sync();
        await handle.close();
        await rename(temporary, join(folder, sha256));
        await syncFolder(folder);
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
    async sweep() {
      const names = await readdir(folder).catch(() => []);
      const left: string[] = [];
      for (const name of names) if (name.startsWith('receiving-') && (await isLeft(folder, name))) left.push(name);
      await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
      return left.length;
    },
  };
}

const piece = 64 * 1024;

/** A file piece by piece, all of them in one buffer: a buffer for each would be given back only when the collector comes by. */
async function* pieces(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path);
  const buffer = Buffer.allocUnsafeSlow(piece);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, piece, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** Of this machine: its process is gone, or has our number, and we have only begun. Of another: a day has passed. */
async function isLeft(folder: string, name: string): Promise<boolean> {
  const [, at, pid] = /^receiving-(.*)-(\d+)-[0-9a-f-]{36}$/.exec(name) ?? [];
  if (at === host && (Number(pid) === process.pid || !alive(Number(pid)))) return true;
  const found = await stat(join(folder, name)).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > day;
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** A name survives a loss of power only once its folder is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
