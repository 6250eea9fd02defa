import { type EventDeclaration } from '../define-event.ts';
import { Envelope } from '../envelope.ts';
import { jsonSchema } from './json-schema.ts';

/** JSON Schema of one event as it stands in the log and on the topic: the envelope with this type's data. */
export function eventSchema(event: EventDeclaration): Record<string, unknown> {
  const envelope = jsonSchema(Envelope) as { properties: Record<string, unknown> };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:mizan:${event.type}`,
    title: event.type,
    description: event.summary,
    ...envelope,
    properties: { ...envelope.properties, type: { const: event.type }, data: jsonSchema(event.data) },
  };
}

/** AsyncAPI 3 document of every topic; the value is the leaf's bytes whichever way it travels. */
export function asyncApi(events: readonly EventDeclaration[]): Record<string, unknown> {
  const channels: Record<string, { address: string; messages: Record<string, unknown> }> = {};
  const operations: Record<string, unknown> = {};
  for (const event of events) {
    const channel = (channels[event.topic] ??= { address: event.topic, messages: {} });
    channel.messages[event.type] = {
      name: event.type,
      summary: event.summary,
      contentType: 'application/cloudevents+json',
      payload: { $ref: `./events/${event.type}.schema.json` },
    };
    operations[`send.${event.topic}`] = { action: 'send', channel: { $ref: `#/channels/${event.topic}` } };
  }
  return {
    asyncapi: '3.0.0',
    info: { title: 'Mizan events', version: '1', description: 'CloudEvents 1.0, structured JSON, RFC 8785 canonical bytes.' },
    defaultContentType: 'application/cloudevents+json',
    channels,
    operations,
  };
}
