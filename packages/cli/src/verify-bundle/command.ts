import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { verifyBundle } from '@mizan/verifiable-log';
import { exit, Failure } from '../session/failure.ts';
import { type Terminal } from '../session/terminal.ts';

/** `verify DIR`: checks a bundle without any service. Faults name the log and first bad leaf, or the file. */
export async function verify({ dir, policy }: { dir: string; policy?: string }, terminal: Terminal): Promise<number> {
  const source = {
    listFiles: async () => (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/')),
    readFile: (path: string) => createReadStream(join(dir, path)) as AsyncIterable<Uint8Array>,
  };
  await readdir(dir).catch(() => {
    throw new Failure(exit.usage, `There is no folder ${dir} that can be read.`);
  });
  const trusted = policy === undefined ? {} : { policy: await readFile(policy, 'utf8').catch(() => unreadable(policy)) };
  const result = await verifyBundle(source, trusted);
  for (const fault of result.faults) terminal.out(`FAULT ${[fault.log && `log ${fault.log}`, fault.index !== undefined && `leaf ${fault.index}`, fault.file].filter(Boolean).join(', ')}: ${fault.text}`);
  for (const [name, count] of Object.entries(result.counts)) terminal.out(`${name}: ${String(count)}`);
  terminal.out(result.exitCode === 0 ? 'Nothing was altered, lost or reordered.' : 'Do not rely on this bundle.');
  for (const note of result.notes) terminal.out(note);
  return result.exitCode;
}

function unreadable(file: string): never {
  throw new Failure(exit.usage, `The policy file ${file} cannot be read.`);
}
