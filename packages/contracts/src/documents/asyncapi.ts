import { type EventDeclaration } from '../define-event.ts';
import { Envelope } from '../envelope.ts';
import { topics } from '../topics.ts';
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

interface Channel {
  readonly address: string;
  readonly messages: Record<string, unknown>;
  readonly bindings: unknown;
}

/** The Kafka binding says what `mizan topics apply` provisions. */
function channelOf(address: string): Channel {
  const topic = topics.find(({ name }) => name === address);
  const topicConfiguration = { 'cleanup.policy': ['delete'], 'retention.ms': (topic?.retentionDays ?? 0) * 86_400_000 };
  return { address, messages: {}, bindings: { kafka: { topic: address, partitions: topic?.partitions, topicConfiguration, bindingVersion: '0.5.0' } } };
}

/** What a message says beside its value; headers whose name begins with ce_ repeat attributes of the value, for routing. */
const headers = {
  type: 'object',
  required: ['content-type', 'audit-log', 'audit-index'],
  properties: {
    'content-type': { const: 'application/cloudevents+json' },
    'audit-log': { type: 'string', description: 'The log the value is a leaf of.' },
    'audit-index': { type: 'string', pattern: '^\\d+$', description: 'Its place in that log, from 0.' },
    traceparent: { type: 'string', description: 'W3C Trace Context.' },
    ...Object.fromEntries(['specversion', 'id', 'source', 'type', 'subject', 'time'].map((name) => [`ce_${name}`, { type: 'string' }])),
  },
};

/** AsyncAPI 3 document of every topic; the value is the leaf's bytes whichever way it travels. */
export function asyncApi(events: readonly EventDeclaration[]): Record<string, unknown> {
  const channels: Record<string, Channel> = {};
  const operations: Record<string, unknown> = {};
  for (const event of events) {
    const channel = (channels[event.topic] ??= channelOf(event.topic));
    channel.messages[event.type] = {
      name: event.type,
      summary: event.summary,
      contentType: 'application/cloudevents+json',
      headers: { $ref: '#/components/schemas/headers' },
      bindings: { kafka: { key: { type: 'string', description: 'The ordering key, as in partitionkey.' }, bindingVersion: '0.5.0' } },
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
    components: { schemas: { headers } },
  };
}
