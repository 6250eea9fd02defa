import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Pages } from './pages.tsx';

const cache = fileURLToPath(new URL('../node_modules/.cache/mizan-portal', import.meta.url));

/** Transforms the pages once per content, because Node itself does not read JSX. */
export async function loadPages(): Promise<Pages> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./pages.tsx', import.meta.url))],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    write: false,
  });
  const source = outputFiles[0]?.text ?? '';
  const file = `${cache}/${createHash('sha256').update(source).digest('hex')}.mjs`;
  if (!existsSync(file)) await keep(file, source);
  return ((await import(pathToFileURL(file).href)) as { pages: Pages }).pages;
}

async function keep(file: string, source: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, source);
  await rename(unfinished, file);
}
