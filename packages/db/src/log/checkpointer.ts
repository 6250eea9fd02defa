import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CompactRange, formatCheckpoint, leafHash, sameBytes, fromHex, type SigningKey, signNote, toHex } from '@mizan/verifiable-log';
import { type Database } from '../connect.ts';
import { readEntries } from './read-entries.ts';

export interface Checkpointer {
  /** Signs a checkpoint of the log as it is now, if it grew. */
  sign(): Promise<void>;
  stop(): Promise<void>;
}
interface Guard {
  readonly size: number;
  readonly root: string;
}

/**
 * Signs a checkpoint at most every second while the log grows. What was signed last is kept in a file outside the
 * database and written through before the note is released: a database set back to an older state cannot fork the log.
 */
export function startCheckpointer({ db, origin, key, guardFile, onFault }: { db: Database; origin: string; key: SigningKey; guardFile: string; onFault: (error: Error) => void }): Checkpointer {
  const range = new CompactRange();
  let guard: Guard | undefined;
  let running: Promise<void> = Promise.resolve();
  let signed = -1;

  const step = async () => {
    guard ??= await readGuard(guardFile);
    for (;;) {
      const entries = await readEntries(db, range.size, 1000);
      for (const { leaf } of entries) {
        range.append(leafHash(new TextEncoder().encode(leaf)));
        if (guard && range.size === guard.size && !sameBytes(range.root(), fromHex(guard.root))) throw forked(guard);
      }
      if (entries.length < 1000) break;
    }
    if (guard && range.size < guard.size) throw forked(guard);
    if (range.size === signed || range.size === 0) return;
    const root = range.root();
    await writeGuard(guardFile, { size: range.size, root: toHex(root) });
    const note = signNote(formatCheckpoint({ origin, size: range.size, root }), key);
    await db.sql`INSERT INTO audit_checkpoint (size, root, note) VALUES (${String(range.size)}::bigint, ${Buffer.from(root)}, ${note}) ON CONFLICT (size) DO NOTHING`;
    guard = { size: range.size, root: toHex(root) };
    signed = range.size;
  };
  const sign = () => (running = running.then(step).catch((error: unknown) => onFault(error as Error)));
  const timer = setInterval(() => void sign(), 1000);
  return {
    sign,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

const forked = ({ size }: Guard) =>
  new Error(`the log is not a continuation of the checkpoint of ${size} leaves that was signed before; nothing more is signed. Restore the database to its newest state.`);

async function readGuard(file: string): Promise<Guard | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Guard);
}

async function writeGuard(file: string, guard: Guard): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(`${file}.new`, 'w', 0o600);
  await handle.writeFile(JSON.stringify(guard));
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
}
