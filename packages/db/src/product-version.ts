import { readFileSync } from 'node:fs';

/** The version of the product: its packages are released together. */
export const productVersion = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;
