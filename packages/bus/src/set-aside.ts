import { type Database } from '@mizan/db';

/** Notes who looked at a message that is no leaf of the log, and why it may rest; the first to say so stays. A leaf is left as it is: its subject waits for it. */
export async function setAside({ sql }: Pick<Database, 'sql'>, letterId: string, { person, because }: { person: string; because: string }): Promise<void> {
  await sql`
    UPDATE dead_letter SET set_aside_by = ${person}, set_aside_because = ${because}, set_aside_at = now()
    WHERE letter_id = ${letterId}::text::bigint AND idx IS NULL AND set_aside_at IS NULL`;
}
