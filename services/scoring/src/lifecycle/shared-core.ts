import { type LintOptions } from '@mizan/scoring-engine';
import { readDocument } from '../methodologies.ts';
import { type Store } from '../query.ts';
import { readSteps } from './steps.ts';

/** What the linter needs beside the document: the published text of the core it names, null where there is none here. */
export async function beside(store: Pick<Store, 'sql'>, { core }: Readonly<Record<string, unknown>>): Promise<LintOptions> {
  const { id, version } = (core ?? {}) as { id?: unknown; version?: unknown };
  if (typeof id !== 'string' || typeof version !== 'string') return {};
  const published = (await readSteps(store, { methodologyId: id, version })).findLast(({ kind }) => kind === 'published');
  return { core: published ? await readDocument(store, published.methodologySha256) : null };
}
