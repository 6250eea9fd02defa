import { Refusal } from '@mizan/contracts';
import { type Methodology, MethodologyError, readMethodology } from '@mizan/scoring-engine';
import { inForceOn, type Publication, publicationsOf } from './lifecycle/in-force.ts';
import { findVersion, findVersionOfText, nameOf, readSteps, type Step } from './lifecycle/steps.ts';
import { nextWords, standingAfter, standingWords } from './lifecycle/transitions.ts';
import { type Head, headOf } from './lifecycle/version.ts';
import { readObjectText } from './objects.ts';
import { type Store } from './query.ts';

/** The version a text belongs to, by the hash of the text. @throws Refusal methodology-not-found */
export async function findMethodology(store: Pick<Store, 'sql'>, methodologySha256: string): Promise<Step[]> {
  return findVersion(store, await findVersionOfText(store, methodologySha256));
}

export async function readDocument({ sql }: Pick<Store, 'sql'>, methodologySha256: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readObjectText(sql, methodologySha256)) as Record<string, unknown>;
}

/** What a document calls itself, by language; a draft may have no title yet. */
export function titleOf({ title }: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = typeof title === 'object' && title !== null ? Object.entries(title) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A text that was saved, whatever has become of it. @throws Refusal methodology-not-found or methodology-invalid */
export async function loadMethodology(store: Pick<Store, 'sql'>, methodologySha256: string): Promise<Methodology> {
  await findVersionOfText(store, methodologySha256);
  return read(await readDocument(store, methodologySha256));
}

/** Reads a document. @throws Refusal methodology-invalid */
export function read(document: Record<string, unknown>): Methodology {
  try {
    return readMethodology(document);
  } catch (error) {
    if (!(error instanceof MethodologyError)) throw error;
    throw new Refusal('methodology-invalid', `This is not a methodology: ${error.message}`);
  }
}

/** The text of a published version, also of one superseded since. @throws Refusal methodology-not-found or methodology-not-published */
export async function loadPublished(store: Pick<Store, 'sql'>, methodologySha256: string): Promise<Methodology> {
  const steps = await findMethodology(store, methodologySha256);
  const standing = standingAfter(steps.map(({ kind }) => kind));
  const published = steps.some((one) => one.kind === 'published' && one.methodologySha256 === methodologySha256);
  if (!published || standing === 'withdrawn') throw new Refusal('methodology-not-published', `${nameOf(steps[0]!)} is ${standingWords[standing]} and gives no scores before it is published. ${nextWords[standing]}`, { state: standing });
  return read(await readDocument(store, methodologySha256));
}

/** The published versions of a methodology with their days. */
export async function readPublications(store: Pick<Store, 'sql'>, methodologyId: string): Promise<Publication[]> {
  const steps = await readSteps(store, { methodologyId });
  const days = new Map<string, { from?: string; to?: string } | undefined>();
  for (const { kind, methodologySha256 } of steps) {
    if (kind === 'published') days.set(methodologySha256, (await readDocument(store, methodologySha256))['effective'] as { from?: string; to?: string } | undefined);
  }
  return publicationsOf(steps, (hash) => days.get(hash));
}

interface CycleDays {
  readonly cycleId: string;
  /** The day the cycle begins; not known of a snapshot from before days were kept. */
  readonly cycleStart: string | null;
}

/** @throws Refusal no-version-in-force when this text is not the one that holds on the cycle's first day */
export async function refuseNotInForce(store: Pick<Store, 'sql'>, methodologySha256: string, { cycleId, cycleStart }: CycleDays): Promise<void> {
  if (cycleStart === null) throw new Refusal('no-version-in-force', `The snapshot of cycle ${cycleId} is from before the days of a cycle were kept with it, so nobody can say which version is in force. Freeze the cycle again and score the new snapshot.`);
  const { methodologyId, version } = await findVersionOfText(store, methodologySha256);
  const publications = await readPublications(store, methodologyId);
  const holds = inForceOn(publications, cycleStart);
  if (holds?.methodologySha256 === methodologySha256) return;
  const asked = publications.find((one) => one.methodologySha256 === methodologySha256);
  const about = `The cycle ${cycleId} begins on ${cycleStart}.`;
  const other = holds ? ` On that day ${methodologyId} ${holds.version} is in force, from ${holds.from}: score the cycle with it (${holds.methodologySha256}).` : ` On that day no version of ${methodologyId} is in force: publish one that is effective by then; for a day that has passed it needs an order.`;
  throw new Refusal('no-version-in-force', `${about} ${methodologyId} ${version} holds from ${asked?.from ?? 'no day'}${asked?.until ? ` until ${asked.until}` : ''}.${other}`, { cycleStart, ...(holds ? { inForce: holds.methodologySha256 } : {}) });
}

/** The head of a version on a day, with the title its text has. */
export async function describeVersion(store: Pick<Store, 'sql'>, steps: readonly Step[], today: string): Promise<Head> {
  return headOf(steps, titleOf(await readDocument(store, steps.at(-1)!.methodologySha256)), today);
}

export async function listVersions(store: Pick<Store, 'sql'>, today: string): Promise<Head[]> {
  const versions = Map.groupBy(await readSteps(store), nameOf);
  const named = [...versions].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(named.map(([, steps]) => describeVersion(store, steps, today)));
}
