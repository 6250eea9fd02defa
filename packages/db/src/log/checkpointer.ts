import { CompactRange, formatCheckpoint, leafHash, openCheckpoint, type SigningKey, signNote, toHex, toUtf8 } from '@mizan/verifiable-log';
import { type Database } from '../connect.ts';
import { readGuard, writeGuard } from './guard.ts';
import { readEntries, readLatestCheckpointNote } from './read-entries.ts';

export interface Checkpointer {
  /** Signs a checkpoint of the log as it is now, if it grew. */
  sign(): Promise<void>;
  /** Why nothing is signed any more, when the log contradicts what was signed before. */
  refusal(): Error | undefined;
  stop(): Promise<void>;
}
interface Options {
  readonly db: Database;
  readonly origin: string;
  readonly key: SigningKey;
  readonly guardFile: string;
  readonly onFault: (error: Error) => void;
}
/** Roots in hexadecimal by the size they were signed for. */
type SignedBefore = ReadonlyMap<number, string>;

class NotAContinuation extends Error {}

/**
 * Signs a checkpoint at most every second while the log grows. What was signed last is kept in a file outside the
 * database and written through before the note is released: a database set back to an older state cannot fork the log.
 * A log that is no continuation is reported once and never signed again by this process.
 */
export function startCheckpointer(options: Options): Checkpointer {
  const range = new CompactRange();
  let before: SignedBefore | undefined;
  let signedSize = 0;
  let refused: Error | undefined;

  const step = async () => {
    if (refused) return;
    before ??= await signedBefore(options);
    await extend(options.db, range, before);
    if (range.size > signedSize) signedSize = await release(options, range, before);
  };
  const fault = (error: unknown) => {
    if (error instanceof NotAContinuation) {
      refused = error;
      clearInterval(timer);
    }
    options.onFault(error as Error);
  };
  let running: Promise<void> = Promise.resolve();
  const sign = () => (running = running.then(step).catch(fault));
  const timer = setInterval(() => void sign(), 1000);
  return {
    sign,
    refusal: () => refused,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** The guard file and the last note: either may be lost or older than the other, and both must be continued. */
async function signedBefore({ db, key, guardFile }: Options): Promise<SignedBefore> {
  const guard = await readGuard(guardFile);
  const note = await readLatestCheckpointNote(db);
  const before = new Map<number, string>();
  if (note !== undefined) {
    const { size, root } = openOwn(note, key);
    before.set(size, toHex(root));
  }
  if (guard && (before.get(guard.size) ?? guard.root) !== guard.root) throw contradiction(guard.size);
  if (guard) before.set(guard.size, guard.root);
  return before;
}

function openOwn(note: string, { name, vkey }: SigningKey) {
  try {
    return openCheckpoint(note, [vkey]);
  } catch (error) {
    throw new NotAContinuation(`the last checkpoint of ${name} was not signed by the key at hand; nothing is signed. Put the log's own key file back.`, { cause: error });
  }
}

/** Reads new leaves into the range and compares it with everything that was signed before. */
async function extend(db: Database, range: CompactRange, before: SignedBefore): Promise<void> {
  for (;;) {
    const entries = await readEntries(db, range.size, 1000);
    for (const { index, leaf } of entries) {
      if (index !== range.size) throw contradiction(range.size + 1);
      range.append(leafHash(toUtf8(leaf)));
      const signed = before.get(range.size);
      if (signed !== undefined && signed !== toHex(range.root())) throw contradiction(range.size);
    }
    if (entries.length < 1000) break;
  }
  const largest = Math.max(0, ...before.keys());
  if (range.size < largest) throw contradiction(largest);
}

/** Signs under a lock of the log, so that of several instances each continues the other. The commit is the release. */
async function release({ db, origin, key, guardFile }: Options, range: CompactRange, before: SignedBefore): Promise<number> {
  await db.sql.begin(async (sql) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${origin}, 0))`;
    await extend(db, range, before);
    const root = range.root();
    const note = signNote(formatCheckpoint({ origin, size: range.size, root }), key);
    await writeGuard(guardFile, { size: range.size, root: toHex(root) });
    await sql`INSERT INTO audit_checkpoint (size, root, note) VALUES (${String(range.size)}::bigint, ${Buffer.from(root)}, ${note}) ON CONFLICT (size) DO NOTHING`;
  });
  return range.size;
}

function contradiction(size: number): NotAContinuation {
  return new NotAContinuation(`the log is not a continuation of the checkpoint of ${size} leaves that was signed before; nothing more is signed. Restore the database to its newest state.`);
}
