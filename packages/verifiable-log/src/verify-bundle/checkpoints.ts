import { openCheckpoint, type Checkpoint } from '../checkpoint.ts';
import { VerifiableLogError } from '../errors.ts';
import { readWhole } from './bundle-source.ts';
import { type Bundle } from './bundle.ts';
import { serviceOf } from './policy.ts';

export interface SignedSizes {
  /** Genuine checkpoints, smallest first. */
  checkpoints: Checkpoint[];
  /** Largest size by file name, genuine or not: a damaged last note must not make its leaves look unsigned. */
  largest: number;
}

/** Opens every checkpoint of one log with the trusted keys. */
export async function readCheckpoints(bundle: Bundle, log: string): Promise<SignedSizes> {
  const folder = `checkpoints/${log}/`;
  const notes = [...bundle.files].filter((file) => file.startsWith(folder));
  const checkpoints: Checkpoint[] = [];
  for (const file of notes) {
    const note = await readWhole(bundle.source, file);
    const opened = bundle.findings.attempt({ log, file }, () => openNamed(note, bundle.vkeys, log, file.slice(folder.length)));
    if (opened !== undefined) checkpoints.push(opened);
  }
  if (notes.length === 0) bundle.findings.add({ kind: 'incomplete', log, text: 'has no checkpoint' });
  requireOneOrigin(bundle, log, checkpoints);
  bundle.findings.counts.checkpoints += checkpoints.length;
  const sizes = notes.map((file) => Number(/(\d+)\.note$/.exec(file)?.[1] ?? 0));
  return { checkpoints: checkpoints.sort((a, b) => a.size - b.size), largest: Math.max(0, ...sizes) };
}

function openNamed(note: Uint8Array, vkeys: readonly string[], log: string, name: string): Checkpoint {
  const checkpoint = openCheckpoint(note, vkeys);
  if (serviceOf(checkpoint.origin) !== log) throw misplaced(`is a checkpoint of ${checkpoint.origin}`);
  if (name !== `${checkpoint.size}.note`) throw misplaced(`is the checkpoint of size ${checkpoint.size}`);
  return checkpoint;
}

function requireOneOrigin({ findings }: Bundle, log: string, checkpoints: readonly Checkpoint[]): void {
  const origins = new Set(checkpoints.map(({ origin }) => origin));
  if (origins.size > 1) findings.add({ kind: 'proof', log, text: `has checkpoints of ${[...origins].join(' and ')}` });
}

function misplaced(text: string): VerifiableLogError {
  return new VerifiableLogError('checkpoint-malformed', text);
}
