import { type Envelope } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { inSpan } from '@mizan/telemetry/spans.ts';
import { type Opened } from './delivery.ts';
import { type Following } from './inbox.ts';

export type EventHandler = (tx: Tx, event: Envelope) => Promise<void>;
export type Handlers = Readonly<Record<string, EventHandler>>;

/** Has an event handled, as a span of the trace in which it was recorded; a type nobody handles has no span. */
export async function handle(tx: Tx, { handlers, consumer, source }: Following & { readonly handlers: Handlers }, { event, traceparent }: Opened): Promise<void> {
  const handler = handlers[event.type];
  if (!handler) return;
  const attributes = { 'messaging.system': 'mizan', 'messaging.operation.type': 'process', 'messaging.destination.name': source, 'messaging.consumer.group.name': consumer, 'messaging.message.id': event.id };
  await inSpan({ name: `process ${event.type}`, kind: 'consumer', continues: traceparent, attributes }, () => handler(tx, event));
}
