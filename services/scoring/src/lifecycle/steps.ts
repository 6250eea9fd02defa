import * as contracts from '@mizan/contracts';
import { type EventDeclaration, Refusal } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { canonicalText } from '@mizan/verifiable-log';
import { type Store } from '../query.ts';
import { may, nextWords, standingAfter, standingWords, type StepKind, transitions } from './transitions.ts';

/** A version by its name; one methodology has many. */
export interface VersionKey {
  readonly methodologyId: string;
  readonly version: string;
}
export interface Step extends VersionKey {
  /** Order over all versions of all methodologies. */
  readonly seq: number;
  readonly step: number;
  readonly kind: StepKind;
  readonly methodologySha256: string;
  readonly by: string;
  readonly at: Date;
  /** The data of its event. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The event of each step that is recorded; versions of old began with `registered`. */
export const eventOf = {
  registered: contracts.methodologyRegistered,
  drafted: contracts.methodologyDrafted,
  tested: contracts.methodologyTested,
  'opened-for-comment': contracts.methodologyOpenedForComment,
  commented: contracts.methodologyCommented,
  answered: contracts.methodologyAnswered,
  submitted: contracts.methodologySubmitted,
  approved: contracts.methodologyApproved,
  returned: contracts.methodologyReturned,
  compared: contracts.methodologyCompared,
  published: contracts.methodologyPublished,
  enacted: contracts.methodologyEnacted,
  superseded: contracts.methodologySuperseded,
  reinstated: contracts.methodologyReinstated,
  withdrawn: contracts.methodologyWithdrawn,
} as const satisfies Record<StepKind, EventDeclaration>;

export const nameOf = ({ methodologyId, version }: VersionKey) => `${methodologyId} ${version}`;
const notFound = (key: VersionKey) => new Refusal('methodology-not-found', `There is no version ${key.version} of ${key.methodologyId}. What there is: mizan methodology list.`);

interface Row extends Omit<Step, 'seq' | 'data'> {
  readonly seq: string;
  readonly data: string;
}
const stepOf = (row: Row): Step => ({ ...row, seq: Number(row.seq), data: JSON.parse(row.data) as Record<string, unknown> });

/** Steps in the order they were taken: of one version, of all versions of a methodology, or of all there are. */
export async function readSteps({ sql }: Pick<Store, 'sql'>, wanted: Partial<VersionKey> = {}): Promise<Step[]> {
  const { methodologyId = null, version = null } = wanted;
  const rows = await sql<Row[]>`
    SELECT seq::text, step, kind, methodology_id AS "methodologyId", version, methodology_sha256 AS "methodologySha256", taken_by AS by, at, data FROM scoring.methodology_step
    WHERE (${methodologyId}::text IS NULL OR methodology_id = ${methodologyId}) AND (${version}::text IS NULL OR version = ${version}) ORDER BY methodology_step.seq`;
  return rows.map(stepOf);
}

/** @throws Refusal methodology-not-found */
export async function findVersion(store: Pick<Store, 'sql'>, key: VersionKey): Promise<Step[]> {
  const steps = await readSteps(store, key);
  if (steps.length === 0) throw notFound(key);
  return steps;
}

/** The version whose text, now or earlier, has this hash. @throws Refusal methodology-not-found */
export async function findVersionOfText({ sql }: Pick<Store, 'sql'>, methodologySha256: string): Promise<VersionKey> {
  const [key] = await sql<VersionKey[]>`SELECT methodology_id AS "methodologyId", version FROM scoring.methodology_step WHERE methodology_sha256 = ${methodologySha256} LIMIT 1`;
  if (!key) throw new Refusal('methodology-not-found', `No methodology has the hash ${methodologySha256}.`);
  return key;
}

/** Waits for whoever is changing a version of this methodology or asking which is in force. */
export async function lockMethodology({ sql }: Tx, methodologyId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`methodology ${methodologyId}`}, 0))`;
}

/** The steps of a version, held so that nobody takes another meanwhile. @throws Refusal methodology-not-found, or not-in-this-state when this step cannot follow */
export async function before(tx: Tx, key: VersionKey, kind: StepKind): Promise<Step[]> {
  await lockMethodology(tx, key.methodologyId);
  const steps = await findVersion(tx, key);
  refuseOutOfTurn(steps, kind);
  return steps;
}

/** @throws Refusal not-in-this-state saying where the version stands, since when, and what can be done */
export function refuseOutOfTurn(steps: readonly Step[], kind: StepKind): void {
  const standing = standingAfter(steps.map((one) => one.kind));
  if (may(standing, kind)) return;
  const last = steps.findLast((one) => 'to' in transitions[one.kind]);
  const when = last ? `, by ${last.by} on ${last.at.toISOString().slice(0, 10)}` : '';
  const needed = transitions[kind].from.map((state) => standingWords[state]);
  const name = steps[0] ? nameOf(steps[0]) : 'The version';
  throw new Refusal('not-in-this-state', `${name} is ${standingWords[standing]}${when}; it can be ${transitions[kind].words} only while it is ${needed.join(' or ')}. ${nextWords[standing]}`, { state: standing, possibleIn: transitions[kind].from, next: nextWords[standing] });
}

type More = Readonly<Record<string, unknown>>;

/** Takes a step after `earlier`, in the table and in the log. @param text - the hash of the text it is about, where that is a new one */
export async function takeStep(tx: Tx, earlier: readonly Step[], kind: Exclude<StepKind, 'registered'>, by: string, more: More = {}, { key = earlier[0], text = earlier.at(-1)?.methodologySha256 }: { key?: VersionKey | undefined; text?: string | undefined } = {}): Promise<Step[]> {
  if (!key || !text) throw new Error('a first step needs the name of its version and the hash of its text');
  const { methodologyId, version } = key;
  const step = earlier.length + 1;
  const about = { methodologyId, version, methodologySha256: text };
  const data = kind === 'published' ? { ...about, publishedBy: by } : { ...about, step, by, ...more };
  const [row] = await tx.sql<{ seq: string; at: Date }[]>`INSERT INTO scoring.methodology_step (kind, step, data) VALUES (${kind}, ${String(step)}::int, ${canonicalText(data)}) RETURNING seq::text, at`;
  record(tx, eventOf[kind] as EventDeclaration, { subject: `methodology/${methodologyId}/${version}`, data });
  return [...earlier, { methodologyId, version, methodologySha256: text, kind, step, by, data, at: row!.at, seq: Number(row!.seq) }];
}
