import { type Tx } from '@mizan/db';
import { type Following } from './inbox.ts';

/** What the incentives service takes or makes decides who is paid; a replay of it is not one person's to order. */
const isAboutMoney = (letter: { readonly consumer: string; readonly type: string }) => letter.consumer.startsWith('incentives.') || letter.type.startsWith('incentives.');

/** Whether this person may replay a consumer's letters now, or those of one subject: money needs that another person asked before. */
export async function mayReplay({ sql }: Pick<Tx, 'sql'>, { consumer, source }: Following, person: string, subject?: string): Promise<boolean> {
  const letters = await sql<{ type: string; asked: string | null }[]>`SELECT DISTINCT type, replay_asked_by AS asked FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND idx IS NOT NULL AND (${subject ?? null}::text IS NULL OR subject = ${subject ?? null})`;
  return letters.every(({ type, asked }) => !isAboutMoney({ consumer, type }) || (asked !== null && asked !== person));
}

/** Notes who asked, for all that is parked now, or for one subject; a later letter has to be asked for by itself. */
export async function askForReplay({ sql }: Pick<Tx, 'sql'>, { consumer, source }: Following, person: string, subject?: string): Promise<void> {
  await sql`UPDATE dead_letter SET replay_asked_by = ${person} WHERE consumer = ${consumer} AND source = ${source} AND (${subject ?? null}::text IS NULL OR subject = ${subject ?? null})`;
}
