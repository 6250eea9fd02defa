import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type BundleSource } from '@mizan/verifiable-log';
import { exit, Failure } from '../session/failure.ts';

/** A folder as a bundle. @throws Failure when there is none */
export async function bundleIn(dir: string): Promise<BundleSource> {
  await readdir(dir).catch(() => {
    throw new Failure(exit.usage, `There is no folder ${dir} that can be read.`);
  });
  return {
    listFiles: async () => (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/')),
    readFile: (path: string) => createReadStream(join(dir, path)) as AsyncIterable<Uint8Array>,
  };
}

/** The auditor's own keys, where a file of them is named. @throws Failure */
export async function trustedKeys(policy: string | undefined): Promise<{ policy?: string }> {
  if (policy === undefined) return {};
  return { policy: await readFile(policy, 'utf8').catch(() => { throw new Failure(exit.usage, `The policy file ${policy} cannot be read.`); }) };
}
