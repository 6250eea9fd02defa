import { allEvents } from './events/index.ts';

/** A topic as it is provisioned: what can be changed later is here, and so is what cannot. */
export interface Topic {
  readonly name: string;
  /** Never raised later: the same key would go to another partition and lose its order. */
  readonly partitions: number;
  readonly retentionDays: number;
  readonly summary: string;
}

const retentionDays = 30;
const producers = [...new Set(allEvents.map(({ type }) => type.split('.')[0] ?? ''))];
const nounOf = (topic: string) => topic.split('.').slice(0, 2).join(' ');

/** Where a service's parked messages are shown to outsiders; the table holds them until they are replayed. */
export const deadLetterTopic = (service: string) => `${service}.dead-letter.v1`;

/** Every topic, once. Compaction is off everywhere: a log of facts has no newest fact that replaces the others. */
export const topics: readonly Topic[] = [
  ...[...new Set(allEvents.map(({ topic }) => topic))].map((name) => ({ name, partitions: 6, retentionDays, summary: `Events of ${nounOf(name)}, as in the log.` })),
  ...producers.map((service) => ({ name: deadLetterTopic(service), partitions: 1, retentionDays, summary: `Messages ${service} could not apply, with the reason.` })),
];

/** The topic of an event type by the rule of its name. */
export const topicOf = (type: string): string | undefined => allEvents.find((event) => event.type === type)?.topic;
