import { type Finding, lint } from '@mizan/scoring-engine';
import { findVersion, type Step, type VersionKey } from '../../lifecycle/steps.ts';
import { commentsOf, headOf } from '../../lifecycle/version.ts';
import { readDocument, titleOf } from '../../methodologies.ts';
import { readObjectText } from '../../objects.ts';
import { type Store } from '../../query.ts';

/** A version with its text, findings, comments and history. @throws Refusal methodology-not-found */
export async function readVersion(store: Pick<Store, 'sql'>, key: VersionKey, today: string) {
  const steps = await findVersion(store, key);
  const document = await readDocument(store, steps.at(-1)!.methodologySha256);
  return { head: headOf(steps, titleOf(document), today), document, findings: await findingsOf(store, steps, document), comments: commentsOf(steps), history: steps.map(told) };
}

/** What was found when the text was saved; a text from before findings were kept is looked at now. */
async function findingsOf({ sql }: Pick<Store, 'sql'>, steps: readonly Step[], document: unknown): Promise<Finding[]> {
  const kept = steps.findLast(({ kind }) => kind === 'drafted')?.data['findingsSha256'];
  return typeof kept === 'string' ? (JSON.parse(await readObjectText(sql, kept)) as Finding[]) : lint(document);
}

const told = ({ step, kind, by, at, methodologySha256, data }: Step) => ({ step, did: kind, by, at: at.toISOString(), methodologySha256, data: { ...data } });
