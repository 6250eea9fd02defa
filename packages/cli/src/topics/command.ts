import { applyTopics, compareTopics, describeDifference, openTopicAdmin } from '@mizan/bus';
import { topics } from '@mizan/contracts';
import { exit, Failure } from '../session/failure.ts';
import { brokersHere } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

export interface TopicsOptions {
  readonly brokers?: string;
  readonly caFile?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly replicas: string;
  readonly dryRun?: boolean;
}

/** `topics apply`: shows what differs from the declaration, then makes it so; nothing is ever removed or repartitioned. */
export async function topicsApply({ brokers, caFile, user, passwordFile, replicas, dryRun }: TopicsOptions, terminal: Terminal): Promise<number> {
  const where = brokers ?? (await brokersHere());
  if (!where) throw new Failure(exit.usage, 'Which broker? Name it with --brokers host:port, or start the product with: npm start -- --kafka');
  const admin = await openTopicAdmin({ brokers: where.split(','), clientId: 'mizan', caFile, user, passwordFile, onFault: () => undefined }).catch((error: Error) => {
    throw new Failure(exit.unreachable, `Kafka at ${where} does not answer or does not let us in: ${error.message}`);
  });
  try {
    const differences = await compareTopics(admin, topics);
    if (differences.length === 0) terminal.out(`All ${topics.length} topics are as declared.`);
    for (const difference of differences) terminal.out(describeDifference(difference));
    if (dryRun || differences.length === 0) return exit.done;
    await applyTopics(admin, differences, Number(replicas));
    const left = await compareTopics(admin, topics);
    terminal.out(left.length === 0 ? 'Applied.' : `Applied, but ${left.length} differ still: see the lines that begin with !`);
    return left.length === 0 ? exit.done : exit.faults;
  } finally {
    await admin.close();
  }
}
