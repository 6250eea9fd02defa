import { Envelope } from '@mizan/contracts';
import { leafHash, parseCanonicalBytes, toUtf8 } from '@mizan/verifiable-log';

/** One leaf as a transport brings it: its place in the producer's log and its exact text. */
export interface Delivery {
  readonly index: number;
  readonly leaf: string;
  /** Where the trace goes on that the leaf was recorded in; nothing proves it. */
  readonly traceparent?: string | undefined;
}

/** What is wrong with a delivery for ever: no second attempt can mend it. */
export class Unacceptable extends Error {}

/** Other bytes than these were taken under the same event id: one of the two is no leaf of the producer's log. */
export class Altered extends Unacceptable {}

/** What only the producer's log can settle: whether this is a leaf of it, and what belongs before it. */
export class Unsettled extends Error {}

/** Something of the subject that belongs before an event is missing. */
export class OutOfTurn extends Unsettled {}

/** An event with its place, and the hash of its leaf, by which its bytes are known again. */
export interface Opened {
  readonly index: number;
  readonly event: Envelope;
  readonly hash: Uint8Array;
  readonly traceparent: string | undefined;
}

/** The event of a delivery. @throws Unacceptable unless it is a canonical event of that source */
export function openDelivery({ index, leaf, traceparent }: Delivery, source: string): Opened {
  const event = parseEvent(leaf);
  if (event.source !== source) throw new Unacceptable(`an event of ${event.source} came from ${source}`);
  return { index, event, hash: leafHash(toUtf8(leaf)), traceparent };
}

function parseEvent(leaf: string): Envelope {
  try {
    return Envelope.parse(parseCanonicalBytes(toUtf8(leaf)));
  } catch (error) {
    throw new Unacceptable(`this is not an event: ${(error as Error).message}`, { cause: error });
  }
}

/** The subject and type a leaf claims, as far as one can read them: what follows of the subject must wait behind it. */
export function claimsOf({ leaf }: Pick<Delivery, 'leaf'>): { subject: string; type: string } {
  try {
    const { subject, type } = JSON.parse(leaf) as { subject?: unknown; type?: unknown };
    return { subject: typeof subject === 'string' ? subject : '', type: typeof type === 'string' ? type : '' };
  } catch {
    return { subject: '', type: '' };
  }
}
