import { Envelope } from '@mizan/contracts';
import { parseCanonicalBytes, toUtf8 } from '@mizan/verifiable-log';

/** One leaf as a transport brings it: its place in the producer's log and its exact text. */
export interface Delivery {
  readonly index: number;
  readonly leaf: string;
}

/** What is wrong with a delivery for ever: no second attempt can mend it. */
export class Unacceptable extends Error {}

/** The event of a delivery. @throws Unacceptable unless it is a canonical event of that source */
export function openDelivery({ leaf }: Delivery, source: string): Envelope {
  const event = parseEvent(leaf);
  if (event.source !== source) throw new Unacceptable(`an event of ${event.source} came from ${source}`);
  return event;
}

function parseEvent(leaf: string): Envelope {
  try {
    return Envelope.parse(parseCanonicalBytes(toUtf8(leaf)));
  } catch (error) {
    throw new Unacceptable(`this is not an event: ${(error as Error).message}`, { cause: error });
  }
}

/** The subject a leaf claims, as far as one can read it: what follows it must wait behind it. */
export function claimedSubject({ leaf }: Delivery): string {
  try {
    const { subject } = JSON.parse(leaf) as { subject?: unknown };
    return typeof subject === 'string' ? subject : '';
  } catch {
    return '';
  }
}
