import { readLogEntries } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { type LogName, type Producers } from '../../producers.ts';
import { countLeaves, insertLeaves, readLeaf } from './leaves.ts';

/** Copies the leaves of a log that audit does not hold yet; gives the number held afterwards. */
export async function followLog(db: Database, producers: Producers, log: LogName): Promise<number> {
  let size = await countLeaves(db, log);
  for (;;) {
    const page = await producers.ask(log, readLogEntries, { query: { from: size, limit: 500 } });
    if (!page.entries.length) return size;
    const leaves = page.entries.map(({ index, leaf }) => readLeaf(log, index, leaf));
    leaves.forEach((leaf, position) => {
      if (leaf.index !== size + position) throw new RangeError(`log ${log} skips from ${size + position} to ${leaf.index}`);
    });
    await insertLeaves(db, leaves);
    size += leaves.length;
  }
}
