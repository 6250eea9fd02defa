import { readCheckpoints, readLatestCheckpoint, readLogEntries, readLogKey, Refusal } from '@mizan/contracts';
import { type Database, logSize, readCheckpointNotes, readEntries, readLatestCheckpointNote } from '@mizan/db';
import { type Mounted, read } from './mount.ts';

/** The feed, the checkpoints and the key of a service's log. */
export function logRoutes(db: Database, { origin, vkey }: { origin: string; vkey: string }): Mounted[] {
  return [
    read(readLogEntries, async ({ query }) => ({ origin, size: await logSize(db), entries: await readEntries(db, query.from, query.limit) })),
    read(readCheckpoints, async () => ({ checkpoints: await readCheckpointNotes(db) })),
    read(readLogKey, () => Promise.resolve({ vkey })),
    read(readLatestCheckpoint, async () => {
      const note = await readLatestCheckpointNote(db);
      if (note === undefined) throw new Refusal('checkpoint-not-yet-written', 'This log is empty; its first checkpoint follows its first leaf within a second.');
      return note;
    }),
  ];
}
