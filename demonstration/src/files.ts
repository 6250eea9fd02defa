import { readFileSync } from 'node:fs';

/** A file of the demonstration's data, as its bytes. */
export const dataFile = (name: string): Buffer => readFileSync(new URL(`../data/${name}`, import.meta.url));

/** A methodology or scheme of the contracts, as the document a policy officer would hand in. */
export const documentOf = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../contracts/${path}`, import.meta.url), 'utf8')) as Record<string, unknown>;
