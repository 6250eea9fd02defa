import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { engineScore } from '../engine-score/command.ts';
import { difference } from '../methodology-lifecycle/difference.ts';
import { methodologySimulate } from '../methodology-simulate/command.ts';
import { methodologyLint } from './command.ts';

type Json = Record<string, unknown>;
const byEntry = new Set(['indicators', 'nodes', 'parameters']);

/** As the page tells its reader: an indicator, a node or another member gives way to the new one of the same name. */
const put = (document: Json, block: Json): Json => ({ ...document, ...Object.fromEntries(Object.entries(block).map(([name, value]) => [name, byEntry.has(name) ? { ...(document[name] as Json | undefined), ...(value as Json) } : value])) });

interface Block {
  readonly kind: string;
  readonly text: string;
}
const blocksOf = (page: string): Block[] => [...page.matchAll(/^```(\S+(?: \S+)?)\n(.*?)^```$/gms)].map(([, kind, text]) => ({ kind: kind!, text: text! }));

/** What a command prints, results first and notes after them, run in a folder. */
async function printed(command: string, folder: string): Promise<string> {
  const [out, notes]: [string[], string[]] = [[], []];
  const io = { stdout: { write: (text: string) => out.push(text) }, stderr: { write: (text: string) => notes.push(text) } };
  const [, noun = '', verb = '', ...rest] = command.split(' ').map((word) => (/\.(json|csv)$/.test(word) ? join(folder, word) : word));
  const terminal = { out: (text: string) => out.push(`${text}\n`), note: (text: string) => notes.push(`${text}\n`), progress: () => undefined };
  const after = (flag: string) => (rest.includes(flag) ? rest[rest.indexOf(flag) + 1]! : '');
  if (noun === 'engine') await engineScore(rest, io);
  else if (verb === 'lint') await methodologyLint({ file: rest[0]!, ...(after('--values') ? { values: after('--values') } : {}) }, io);
  else if (verb === 'simulate') await methodologySimulate({ draft: after('--draft'), against: after('--against'), values: after('--values') }, terminal);
  else await difference(rest[0]!, rest[1]!, {}, terminal);
  return [...out, ...notes].join('');
}

it('everything on the page "write a methodology" comes out as it stands there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mizan-how-to-'));
  const page = await readFile('docs/how-to/write-a-methodology.md', 'utf8');
  let document: Json = {};
  const wrong: string[] = [];
  for (const { kind, text } of blocksOf(page)) {
    if (kind === 'json') document = put(document, JSON.parse(text) as Json);
    if (kind.startsWith('json')) await writeFile(join(folder, kind === 'json' ? 'my-district-score.json' : 'next.json'), JSON.stringify(kind === 'json' ? document : put(document, JSON.parse(text) as Json)));
    if (kind === 'csv') await writeFile(join(folder, 'values.csv'), text);
    if (kind !== 'console') continue;
    const [first = '', ...shown] = text.split('\n');
    const found = await printed(first.replace('$ ', ''), folder);
    if (found !== shown.join('\n')) wrong.push(`${first}\n${found}`);
  }
  expect(wrong).toEqual([]);
}, 60_000);
