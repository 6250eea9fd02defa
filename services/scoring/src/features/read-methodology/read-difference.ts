import { compareDocuments } from '@mizan/scoring-engine';
import { findVersion, findVersionOfText, type VersionKey } from '../../lifecycle/steps.ts';
import { readDocument } from '../../methodologies.ts';
import { type Store } from '../../query.ts';

/** How the text of a version differs from another. @param other - a version of the same methodology, or the hash of any text. @throws Refusal methodology-not-found */
export async function readDifference(store: Pick<Store, 'sql'>, key: VersionKey, other: string) {
  const after = (await findVersion(store, key)).at(-1)!.methodologySha256;
  const before = await textOf(store, key.methodologyId, other);
  return { before, after, differences: compareDocuments(await readDocument(store, before), await readDocument(store, after)) };
}

async function textOf(store: Pick<Store, 'sql'>, methodologyId: string, other: string): Promise<string> {
  if (!/^[0-9a-f]{64}$/.test(other)) return (await findVersion(store, { methodologyId, version: other })).at(-1)!.methodologySha256;
  await findVersionOfText(store, other);
  return other;
}
