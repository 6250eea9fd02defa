import { readLogEntries } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { type LogName, type Producers } from '../../producers.ts';
import { leavesFrom } from '../follow-logs/leaves.ts';
import { type Finding } from './finding.ts';

/** Reads the whole log again and compares it, byte for byte, with audit's own copy of its first `size` leaves. */
export async function checkFeed(db: Database, producers: Producers, log: LogName, size: number): Promise<Finding[]> {
  for (let from = 0; from < size; ) {
    const page = await producers.ask(log, readLogEntries, { query: { from, limit: 500 } });
    const to = Math.min(size, from + 500);
    const held = await leavesFrom(db, log, from, to);
    for (const leaf of held) {
      const entry = page.entries[leaf.index - from];
      if (entry?.index === leaf.index && entry.leaf === leaf.text) continue;
      const text = entry ? 'the leaf is not the one audit followed' : 'the leaf audit followed is gone';
      return [{ log, check: 'feed', index: leaf.index, subject: leaf.event.subject, text }];
    }
    from = to;
  }
  return [];
}
