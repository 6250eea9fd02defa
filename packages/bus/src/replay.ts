import { transact } from '@mizan/db';
import { type Application, applyDelivery } from './apply.ts';

/** Applies parked events again in the order of the log; stops at the first of a subject that still fails. @returns how many were applied */
export async function replayDeadLetters(application: Application): Promise<number> {
  const { db, actor, consumer, source } = application;
  const parked = await db.sql<{ idx: string; leaf: string; subject: string }[]>`
    SELECT dead_letter.idx::text AS idx, leaf, subject FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} ORDER BY dead_letter.idx`;
  const failing = new Set<string>();
  let applied = 0;
  for (const { idx, leaf, subject } of parked) {
    if (failing.has(subject)) continue;
    const { id } = JSON.parse(leaf) as { id: string };
    await transact(db, actor, async (tx) => {
      await tx.sql`DELETE FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND idx = ${idx}::text::bigint`;
      await tx.sql`DELETE FROM inbox WHERE consumer = ${consumer} AND event_id = ${id}::uuid`;
    });
    try {
      await applyDelivery(application, { index: Number(idx), leaf });
      applied += 1;
    } catch (error) {
      failing.add(subject);
      await transact(db, actor, async (tx) => {
        await tx.sql`INSERT INTO dead_letter (consumer, source, idx, subject, leaf, reason) VALUES (${consumer}, ${source}, ${idx}::text::bigint, ${subject}, ${leaf}, ${(error as Error).message})`;
      });
    }
  }
  return applied;
}
