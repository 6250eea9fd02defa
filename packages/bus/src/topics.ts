import { type Topic, topics } from '@mizan/contracts';
import { type KafkaSettings, openTopicAdmin, type TopicAdmin } from './kafka.ts';

/** One thing that differs between what is declared and what the broker has. */
export type TopicDifference =
  | { readonly kind: 'missing'; readonly topic: Topic }
  | { readonly kind: 'setting'; readonly topic: Topic; readonly setting: string; readonly found: string; readonly wanted: string }
  /** Never mended: another number of partitions sends the same key elsewhere and breaks its order. */
  | { readonly kind: 'partitions'; readonly topic: Topic; readonly found: number };

const settingsOf = ({ retentionDays }: Topic): Record<string, string> => ({ 'cleanup.policy': 'delete', 'retention.ms': String(retentionDays * 86_400_000) });

/** What would have to change for the broker to have the topics as declared; nothing when it does. */
export async function compareTopics(admin: TopicAdmin, declared: readonly Topic[]): Promise<TopicDifference[]> {
  const there = new Map((await admin.describe(declared.map(({ name }) => name), ['cleanup.policy', 'retention.ms'])).map((state) => [state.name, state]));
  return declared.flatMap((topic): TopicDifference[] => {
    const found = there.get(topic.name);
    if (!found) return [{ kind: 'missing', topic }];
    const settings = Object.entries(settingsOf(topic)).filter(([setting, wanted]) => found.settings[setting] !== wanted);
    return [
      ...(found.partitions === topic.partitions ? [] : [{ kind: 'partitions' as const, topic, found: found.partitions }]),
      ...settings.map(([setting, wanted]) => ({ kind: 'setting' as const, topic, setting, found: found.settings[setting] ?? '', wanted })),
    ];
  });
}

/** A line a person can agree to. */
export function describeDifference(difference: TopicDifference): string {
  const { topic } = difference;
  if (difference.kind === 'missing') return `+ ${topic.name}: ${topic.partitions} partitions, kept ${topic.retentionDays} days`;
  if (difference.kind === 'setting') return `~ ${topic.name}: ${difference.setting} ${difference.found || '(unset)'} -> ${difference.wanted}`;
  return `! ${topic.name}: has ${difference.found} partitions where ${topic.partitions} are declared; this is never changed, for the same key would go to another partition`;
}

/** Makes what is missing and sets what differs; safe to repeat, and another who makes the same topic meanwhile is no fault. */
export async function applyTopics(admin: TopicAdmin, differences: readonly TopicDifference[], replicas = 3): Promise<void> {
  const factor = Math.min(replicas, await admin.brokers());
  for (const difference of differences) {
    if (difference.kind === 'missing') await admin.create(difference.topic, settingsOf(difference.topic), factor);
  }
  const changed = new Map(differences.flatMap((difference) => (difference.kind === 'setting' ? [[difference.topic.name, difference.topic] as const] : [])));
  for (const [name, topic] of changed) await admin.change(name, settingsOf(topic));
}

/** Makes the broker have the topics as declared. @returns what had differed */
export async function provisionTopics(settings: KafkaSettings): Promise<TopicDifference[]> {
  const admin = await openTopicAdmin(settings);
  try {
    const differences = await compareTopics(admin, topics);
    await applyTopics(admin, differences);
    return differences;
  } finally {
    await admin.close();
  }
}
