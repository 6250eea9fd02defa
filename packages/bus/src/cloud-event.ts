import { z } from 'zod';
import { canonicalText, fromUtf8, toUtf8 } from '@mizan/verifiable-log';
import { Unacceptable } from './delivery.ts';

type HeaderValue = Uint8Array | string | readonly (Uint8Array | string)[] | undefined;
export interface Message {
  readonly key: Uint8Array | string | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, HeaderValue>>;
}
/** What a message says: the event's own text, and where it claims to stand in which log. */
export interface Opened {
  readonly text: string;
  readonly mode: 'structured' | 'binary';
  readonly log: string;
  readonly index: number | undefined;
  /** W3C Trace Context; absent when the header is missing or broken, for a broken trace must not cost the event. */
  readonly traceparent: string | undefined;
}

const Event = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  time: z.iso.datetime({ offset: true }).optional(),
  data: z.record(z.string(), z.unknown()),
});
type Event = z.output<typeof Event>;
const trace = /^(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The headers a leaf travels with: the attributes a router needs, and its place in the log, and the trace it was recorded in; where there is none, one of its own. */
export function headersOf({ origin, index, event, traceparent }: { origin: string; index: number; traceparent?: string | undefined; event: { id: string; source: string; type: string; subject: string; time: string } }): Record<string, string> {
  const { id, source, type, subject, time } = event;
  const hex = id.replaceAll('-', '');
  return {
    'content-type': 'application/cloudevents+json',
    ce_specversion: '1.0', ce_id: id, ce_source: source, ce_type: type, ce_subject: subject, ce_time: time,
    'audit-log': origin,
    'audit-index': String(index),
    traceparent: traceparent ?? `00-${hex}-${hex.slice(16)}-01`,
  };
}

/**
 * The CloudEvent of a Kafka message, structured or binary (CloudEvents 1.0.2, Kafka protocol binding, 3.2 and 3.3).
 * @param isKnown - whether a type is declared
 * @throws Unacceptable saying what is wrong; a repeated header and one that contradicts the body are faults by our own rule
 */
export function openMessage({ value, headers }: Message, isKnown: (type: string) => boolean): Opened {
  if (value === null) throw new Unacceptable('the message has no value; a deletion marker is not an event');
  const head = textHeaders(headers);
  const text = decoded(value, 'the value');
  const structured = /^application\/cloudevents\+json\b/i.test(head['content-type'] ?? '');
  const event = checked(structured ? parsed(text) : { ...attributesOf(head), data: parsed(text) }, isKnown);
  if (structured) refuseContradiction(event, attributesOf(head));
  const index = head['audit-index'] ?? '';
  const traceparent = head['traceparent'] ?? head['ce_traceparent'] ?? '';
  return {
    text: structured ? text : canonicalText(event),
    mode: structured ? 'structured' : 'binary',
    log: head['audit-log'] ?? event.source,
    index: /^\d{1,15}$/.test(index) ? Number(index) : undefined,
    traceparent: trace.test(traceparent) ? traceparent : undefined,
  };
}

function textHeaders(headers: Message['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (Array.isArray(value)) throw new Unacceptable(`the header ${name} is there ${value.length} times`);
      return [[name.toLowerCase(), typeof value === 'string' ? value : decoded(value as Uint8Array, `the header ${name}`)]];
    }),
  );
}

const attributesOf = (head: Record<string, string>) =>
  Object.fromEntries(Object.entries(head).flatMap(([name, value]) => (name.startsWith('ce_') && name !== 'ce_traceparent' ? [[name.slice(3), value]] : [])));

function checked(candidate: unknown, isKnown: (type: string) => boolean): Event {
  const result = Event.safeParse(candidate);
  if (!result.success) throw new Unacceptable(`this is not an event: ${result.error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`).join('; ')}`);
  if (!isKnown(result.data.type)) throw new Unacceptable(`the type ${result.data.type} is not declared`);
  return result.data;
}

function refuseContradiction(event: Event, claimed: Record<string, string>): void {
  for (const [name, value] of Object.entries(claimed)) {
    if (name in event && event[name] !== value) throw new Unacceptable(`the header ce_${name} says ${JSON.stringify(value)} and the event ${JSON.stringify(event[name])}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unacceptable(`this is not an event: the value is not JSON (${(error as Error).message})`, { cause: error });
  }
}

function decoded(bytes: Uint8Array, what: string): string {
  try {
    return fromUtf8(bytes);
  } catch (error) {
    throw new Unacceptable(`${what} is not UTF-8`, { cause: error });
  }
}

/** The bytes that were sent, for keeping. */
export const bytesOf = (value: Uint8Array | string | null): Uint8Array => (value === null ? new Uint8Array() : typeof value === 'string' ? toUtf8(value) : value);
