import { readCheckpoints, readLogKey } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { openCheckpoint, rootOf, sameBytes } from '@mizan/verifiable-log';
import { type LogName, type Producers } from '../../producers.ts';
import { leafHashes } from '../follow-logs/leaves.ts';
import { type Finding } from './finding.ts';

export interface CheckedLog {
  readonly findings: Finding[];
  readonly checkpointSize: number;
}

/** Verifies the signature of each checkpoint not seen before with the pinned key, and its root over audit's own copy. */
export async function checkCheckpoints(db: Database, producers: Producers, log: LogName): Promise<CheckedLog> {
  const vkey = await pinnedKey(db, producers, log);
  const { checkpoints } = await producers.ask(log, readCheckpoints);
  const seen = await db.sql<{ note: string }[]>`SELECT note FROM audit.checkpoint WHERE log = ${log}`;
  const known = new Set(seen.map((row) => row.note));
  const findings: Finding[] = [];
  let checkpointSize = 0;
  const lost = [...known].filter((note) => !checkpoints.some((c) => c.note === note));
  if (lost.length) findings.push({ log, check: 'checkpoint', text: `${lost.length} checkpoint(s) that were published are no longer there` });
  for (const { size, note } of checkpoints) {
    const root = known.has(note) ? undefined : await verifiedRoot(db, log, producers.origin(log), note, vkey);
    if (typeof root === 'string') {
      findings.push({ log, check: 'checkpoint', index: size, text: root });
      continue;
    }
    if (root) await db.sql`INSERT INTO audit.checkpoint (log, size, root, note) VALUES (${log}, ${String(size)}::bigint, ${Buffer.from(root)}, ${note}) ON CONFLICT DO NOTHING`;
    checkpointSize = Math.max(checkpointSize, size);
  }
  return { findings, checkpointSize };
}

/** The root if signature and tree agree, else the reason in words. */
async function verifiedRoot(db: Database, log: LogName, origin: string, note: string, vkey: string): Promise<Uint8Array | string> {
  try {
    const checkpoint = openCheckpoint(note, [vkey]);
    if (checkpoint.origin !== origin) return `the checkpoint speaks for ${checkpoint.origin}`;
    const hashes = await leafHashes(db, log, checkpoint.size);
    if (hashes.length !== checkpoint.size) return 'the checkpoint covers leaves that are not in the log';
    return sameBytes(rootOf(hashes), checkpoint.root) ? checkpoint.root : 'the signed root is not the root of the leaves';
  } catch (error) {
    return `the checkpoint cannot be verified: ${(error as Error).message}`;
  }
}

async function pinnedKey(db: Database, producers: Producers, log: LogName): Promise<string> {
  const [pinned] = await db.sql<{ vkey: string }[]>`SELECT vkey FROM audit.log_key WHERE log = ${log}`;
  if (pinned) return pinned.vkey;
  const { vkey } = await producers.ask(log, readLogKey);
  await db.sql`INSERT INTO audit.log_key (log, origin, vkey) VALUES (${log}, ${producers.origin(log)}, ${vkey}) ON CONFLICT DO NOTHING`;
  return vkey;
}
