import { type Incoming } from './batch.ts';

export interface Offset {
  readonly topic: string;
  readonly partition: number;
  /** Last processed + 1. */
  readonly offset: string;
}
export interface Offsets {
  /** A message behind which everything of its partition is settled. */
  readonly note: (message: Pick<Incoming, 'topic' | 'partition' | 'offset'>) => void;
  /** The group was shared out anew: what was noted before is no longer ours to say. */
  readonly forget: () => void;
  /** Tells the group what is noted, once, and then nothing more. */
  close(): Promise<void>;
}

/** How long an offset may wait for company, in milliseconds: a commit is a write of the broker's. */
const every = 100;
/** How long after a failure it is tried again, in milliseconds. */
const againAfter = 1000;

/**
 * Tells the group now and then how far it is, instead of after every batch, and again by itself when it could not be
 * told: on a quiet topic no later event would do it.
 */
export function keepOffsets(commit: (due: readonly Offset[]) => Promise<void>, onFault: (error: Error, what: string) => void): Offsets {
  let noted = new Map<string, Offset>();
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<boolean> | undefined;
  let closed = false;
  const tell = async () => {
    const from = noted;
    const due = new Map(from);
    if (due.size === 0) return true;
    const fault = await commit([...due.values()]).then(() => undefined, (error: Error) => error);
    if (fault) onFault(fault, 'moving the offsets of the group; it is tried again');
    else for (const [place, offset] of due) if (from.get(place) === offset) from.delete(place);
    return fault === undefined;
  };
  const later = (ms: number) => void (closed || (timer ??= setTimeout(() => void run(), ms)));
  const run = async () => {
    const done = await (telling = tell());
    timer = undefined;
    if (noted.size > 0) later(done ? every : againAfter);
  };
  return {
    note({ topic, partition, offset }) {
      noted.set(`${topic}/${partition}`, { topic, partition, offset: String(BigInt(offset) + 1n) });
      later(every);
    },
    forget: () => void (noted = new Map()),
    async close() {
      closed = true;
      clearTimeout(timer);
      await telling;
      await tell();
    },
  };
}
