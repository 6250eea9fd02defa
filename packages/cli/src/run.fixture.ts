import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Runs the command line as its users do: a process of its own, in a folder where no product is running. */
export function mizan(folder: string, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { PATH: process.env['PATH'] } });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

export interface Folder {
  readonly path: string;
  write(name: string, content: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

export async function aFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'mizan-cli-'));
  return {
    path,
    async write(name, content) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), content);
      return name;
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
