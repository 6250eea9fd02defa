import { readLogEntries } from '@mizan/contracts';
import { call } from '@mizan/http';
import { canonicalText } from '@mizan/verifiable-log';

const logs = ['indicators', 'scoring', 'incentives'] as const;
type Log = (typeof logs)[number];
export interface Reading {
  readonly urls: Readonly<Record<Log, string>>;
  readonly token: () => Promise<string>;
}

/** Made anew in every deployment, with what is derived from it: a snapshot's values name the corrections they come from by id. */
const madeAnew = new Set(['correctionId', 'snapshotId', 'snapshotDigest', 'valuesRoot', 'valuesSha256', 'runId', 'scoreId', 'supersededBy', 'scoresRoot', 'peopleRoot', 'awardsRoot']);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const run = /run-([\w.-]+?)-[0-9a-f]{12}/g;

/**
 * What the books say, without ids and times: for every subject its sequence of (type, data). Two runs of the same work
 * are equal when these are, whatever moved their events and in whatever order across subjects.
 */
export async function readTheBooks({ urls, token }: Reading): Promise<Record<string, string[]>> {
  const books = new Map<string, string[]>();
  for (const log of logs) {
    for (const leaf of await readLeaves(urls[log], token)) {
      const event = JSON.parse(leaf) as Event;
      const subject = `${log} ${withoutIds(event.subject)}`;
      books.set(subject, [...(books.get(subject) ?? []), canonicalText([event.type, bare(event.data)])]);
    }
  }
  return Object.fromEntries([...books].map(([subject, events]): [string, string[]] => [subject, events]).sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Event {
  readonly type: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
}
/** Every leaf of a log from its start, in order. */
export async function readLeaves(baseUrl: string, token: () => Promise<string>): Promise<string[]> {
  const leaves: string[] = [];
  for (;;) {
    const { entries } = await call(readLogEntries, { baseUrl, token: await token(), query: { from: leaves.length, limit: 1000 } });
    if (entries.length === 0) return leaves;
    leaves.push(...entries.map(({ leaf }) => leaf));
  }
}

const withoutIds = (text: string) => text.replace(uuid, '<id>').replace(run, 'run-$1-<id>');

function bare(value: unknown): unknown {
  if (typeof value === 'string') return withoutIds(value);
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (madeAnew.has(name) ? [] : [[name, bare(inner)]])));
}

