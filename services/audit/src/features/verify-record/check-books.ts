import { readBooks, submissionRejected } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { canonicalText } from '@mizan/verifiable-log';
import { type LogName, type Producers } from '../../producers.ts';
import { followLog } from '../follow-logs/follow.ts';
import { leavesFrom } from '../follow-logs/leaves.ts';
import { type Finding } from './finding.ts';

interface BookRow {
  readonly type: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
}

/** A refused file leaves no row behind, only its leaf. */
const unbooked = new Set<string>([submissionRejected.type]);
const shown = 20;

/**
 * Compares what the tables say with what was logged: every row has its leaf and every leaf its row, value for value.
 * A leaf younger than the reading of the tables may still lack its row; it is looked at next time.
 */
export async function checkBooks(db: Database, producers: Producers, log: LogName): Promise<Finding[]> {
  const sizeBefore = await followLog(db, producers, log);
  const rows = await allRows(producers, log);
  const size = await followLog(db, producers, log);
  const leaves = (await leavesFrom(db, log, 0, size)).filter(({ event }) => !unbooked.has(event.type));

  const waiting = new Map<string, number[]>();
  for (const { index, event } of leaves) push(waiting, identity(event.type, event.data), index);
  const strangers = rows.filter((row) => waiting.get(identity(row.type, row.data))?.shift() === undefined);
  const orphans = [...waiting.values()].flat().filter((index) => index < sizeBefore);

  return [
    ...strangers.slice(0, shown).map((row): Finding => ({ log, check: 'books', subject: row.subject, text: `the table does not say what was logged (${row.type})` })),
    ...orphans.slice(0, shown).map((index): Finding => ({ log, check: 'books', index, text: 'no row of the table says what this leaf says' })),
  ];
}

const identity = (type: string, data: Record<string, unknown>) => `${type} ${canonicalText(data)}`;

function push(map: Map<string, number[]>, key: string, index: number): void {
  const list = map.get(key);
  if (list) list.push(index);
  else map.set(key, [index]);
}

async function allRows(producers: Producers, log: LogName): Promise<BookRow[]> {
  const rows: BookRow[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: { rows: BookRow[]; next?: string | undefined } = await producers.ask(log, readBooks, { query: { after, limit: 1000 } });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}
