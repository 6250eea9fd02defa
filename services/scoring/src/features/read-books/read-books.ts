import { managerScoreComputed, partRequested, runCompleted, runRequested, scoreComputed, scoreSuperseded } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { asc, gt } from 'drizzle-orm';
import { type AnyPgColumn } from 'drizzle-orm/pg-core';
import { runData } from '../../runs.ts';
import { scoreData } from '../../scores.ts';
import { eventOf } from '../../lifecycle/steps.ts';
import { managerScoreData } from '../../manager-scores.ts';
import { managerScore, methodologyStep, run, runPart, runRequest, score, supersession } from '../../tables.ts';
import { requestedData } from '../run-scores/request-run.ts';
import { type Store } from '../../query.ts';

interface Entry {
  readonly type: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
}
type Orm = Tx['orm'];
interface Book {
  /** Of all its entries, unless they say it themselves. */
  readonly type?: string;
  /** Entries whose subject comes after the given one, in order of subject. */
  readonly page: (orm: Orm, after: string, limit: number) => Promise<(Omit<Entry, 'type'> & Partial<Entry>)[]>;
}

/** One event of the books for each step, under the steps' own order. */
async function stepsPage(orm: Orm, after: string, limit: number): Promise<Entry[]> {
  const rows = await orm.select().from(methodologyStep).where(gt(methodologyStep.seq, Number(after || 0))).orderBy(asc(methodologyStep.seq)).limit(limit);
  return rows.map(({ seq, kind, data }) => ({ type: eventOf[kind].type, subject: String(seq), data: JSON.parse(data) as Record<string, unknown> }));
}

const from = (column: AnyPgColumn, after: string) => gt(column, after);
const books: readonly Book[] = [
  { page: stepsPage },
  {
    type: runRequested.type,
    page: async (orm, after, limit) => (await orm.select().from(runRequest).where(from(runRequest.runId, after)).orderBy(asc(runRequest.runId)).limit(limit)).map((row) => ({ subject: row.runId, data: requestedData(row) })),
  },
  {
    type: partRequested.type,
    page: async (orm, after, limit) => (await orm.select().from(runPart).where(from(runPart.partId, after)).orderBy(asc(runPart.partId)).limit(limit)).map((data) => ({ subject: data.partId, data })),
  },
  {
    type: scoreComputed.type,
    page: async (orm, after, limit) =>
      (await orm.select().from(score).where(from(score.scoreId, after)).orderBy(asc(score.scoreId)).limit(limit)).map((row) => ({ subject: row.scoreId, data: scoreData(row) })),
  },
  {
    type: managerScoreComputed.type,
    page: async (orm, after, limit) =>
      (await orm.select().from(managerScore).where(from(managerScore.managerScoreId, after)).orderBy(asc(managerScore.managerScoreId)).limit(limit)).map((row) => ({ subject: row.managerScoreId, data: managerScoreData(row) })),
  },
  {
    type: scoreSuperseded.type,
    page: async (orm, after, limit) => (await orm.select().from(supersession).where(from(supersession.scoreId, after)).orderBy(asc(supersession.scoreId)).limit(limit)).map((data) => ({ subject: data.scoreId, data })),
  },
  {
    type: runCompleted.type,
    page: async (orm, after, limit) => (await orm.select().from(run).where(from(run.runId, after)).orderBy(asc(run.runId)).limit(limit)).map((row) => ({ subject: row.runId, data: runData(row) })),
  },
];

/** What the tables say now, in the shape of the events. The cursor is `<book>|<subject>`. */
export async function readBooks({ orm }: Pick<Store, 'orm'>, { after, limit }: { after: string; limit: number }): Promise<{ rows: Entry[]; next?: string }> {
  const [place, ...rest] = after.split('|');
  let subject = rest.join('|');
  const rows: Entry[] = [];
  for (let book = Number(place || 0); book < books.length; book += 1, subject = '') {
    const { type = '', page } = books[book]!;
    for (const entry of await page(orm, subject, limit - rows.length)) rows.push({ type, ...entry });
    if (rows.length >= limit) return { rows, next: `${book}|${rows.at(-1)?.subject ?? ''}` };
  }
  return { rows };
}
