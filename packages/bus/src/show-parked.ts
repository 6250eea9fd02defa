import { setTimeout as pause } from 'node:timers/promises';
import { deadLetterTopic } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { type Sender } from './kafka.ts';

interface Showing {
  readonly db: Database;
  readonly service: string;
  readonly sender: Sender;
  readonly onFault: (error: Error, what: string) => void;
}

/** Puts what is parked on the service's dead-letter topic too, for whoever watches topics. The table remains the truth; a letter may be shown twice. */
export function showParked({ db, service, sender, onFault }: Showing): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await showNew(db, deadLetterTopic(service), sender).catch((error: Error) => onFault(error, 'showing parked messages'));
      await pause(1000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
      await sender.close();
    },
  };
}

interface Row {
  readonly id: string;
  readonly consumer: string;
  readonly source: string;
  readonly idx: string | null;
  readonly place: string | null;
  readonly bytes: Uint8Array;
  readonly reason: string;
}

async function showNew({ sql }: Database, topic: string, sender: Sender): Promise<void> {
  const rows = await sql<Row[]>`SELECT letter_id::text AS id, consumer, source, idx::text, place, bytes, reason FROM dead_letter WHERE shown_at IS NULL ORDER BY dead_letter.letter_id LIMIT 100`;
  if (rows.length === 0) return;
  await sender.send(
    rows.map(({ consumer, source, idx, place, bytes, reason }) => ({
      topic,
      key: consumer,
      value: Buffer.from(bytes),
      headers: { consumer, reason, 'audit-log': source, ...(idx === null ? {} : { 'audit-index': idx }), ...(place === null ? {} : { place }) },
    })),
  );
  await sql`UPDATE dead_letter SET shown_at = now() WHERE letter_id = ANY (${rows.map(({ id }) => id)}::text[]::bigint[])`;
}
