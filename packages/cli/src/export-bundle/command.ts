import { createHash } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readLogKey, readObject, type ServiceName } from '@mizan/contracts';
import { bundleFormat, formatSums, leafHash, sumsFile, toHex } from '@mizan/verifiable-log';
import { exit, Failure } from '../session/failure.ts';
import { openSession, type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { readLog } from './read-log.ts';

const logs = ['indicators', 'scoring', 'incentives'] as const satisfies ServiceName[];
type Log = (typeof logs)[number];
interface Leaf {
  readonly type: string;
  readonly data: Record<string, unknown>;
}
const utf8 = new TextEncoder();

/** `bundle export --out DIR`: logs, checkpoints, keys and every object a leaf names, fetched from the services as an auditor. */
export async function exportBundle({ out, as }: { out: string; as?: string }, terminal: Terminal): Promise<number> {
  if ((await readdir(out).catch(() => [])).length) throw new Failure(exit.usage, `The folder ${out} is not empty. Choose a new one.`);
  const session = await openSession(as, 'auditor');
  const sums = new Map<string, string>();
  const write = async (path: string, bytes: Uint8Array) => {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), bytes);
    sums.set(path, createHash('sha256').update(bytes).digest('hex'));
  };
  await write('format.txt', utf8.encode(bundleFormat));
  const keys: string[] = [];
  const named: { log: Log; leaf: Leaf }[] = [];
  for (const log of logs) {
    keys.push(`log ${(await session.ask(readLogKey, {}, log)).vkey}\n`);
    named.push(...(await exportLog(session, log, write)).map((leaf) => ({ log, leaf })));
  }
  await write('policy.txt', utf8.encode(keys.join('')));
  await exportObjects(session, named, write, terminal);
  await writeFile(join(out, sumsFile), formatSums(sums));
  terminal.out(`files: ${sums.size + 1}`);
  terminal.note(`Check it with: mizan verify ${out}`);
  return exit.done;
}

async function exportLog(session: Session, log: Log, write: (path: string, bytes: Uint8Array) => Promise<void>): Promise<Leaf[]> {
  const { lines, checkpoints } = await readLog(session, log);
  await write(`logs/${log}.jsonl`, utf8.encode(lines.map((line) => `${line}\n`).join('')));
  await write(`logs/${log}.hashes`, utf8.encode(lines.map((line) => `${toHex(leafHash(utf8.encode(line)))}\n`).join('')));
  for (const checkpoint of checkpoints) await write(`checkpoints/${log}/${checkpoint.size}.note`, utf8.encode(checkpoint.note));
  return lines.map((line) => JSON.parse(line) as Leaf);
}

const folders: Record<string, string> = { methodologySha256: 'methodologies', schemeSha256: 'schemes' };

async function exportObjects(session: Session, named: readonly { log: Log; leaf: Leaf }[], write: (path: string, bytes: Uint8Array) => Promise<void>, terminal: Terminal): Promise<void> {
  const wanted = new Map<string, { field: string; log: Log; cycle: string }>();
  for (const { log, leaf } of named) {
    for (const [field, hash] of Object.entries(leaf.data)) {
      if (field.endsWith('Sha256') && typeof hash === 'string') wanted.set(hash, { field, log: holder(field, log), cycle: String(leaf.data['cycleId'] ?? '') });
    }
  }
  let done = 0;
  for (const [hash, { field, log, cycle }] of wanted) {
    const bytes = await session.ask(readObject, { params: { sha256: hash } }, log);
    const folder = folders[field];
    await write(folder ? `${folder}/${hash}.json` : `objects/${hash}`, bytes);
    if (field === 'valuesSha256') await write(`values/${cycle}.csv`, bytes);
    if (field === 'orgUnitsSha256') await write(`values/${cycle}.org-units.csv`, bytes);
    terminal.progress((done += 1), wanted.size, 'objects');
  }
}

/** Documents live with the service that owns them, whichever leaf names them. */
function holder(field: string, log: Log): Log {
  if (field === 'methodologySha256' || field === 'derivationSha256') return 'scoring';
  return field === 'schemeSha256' ? 'incentives' : log;
}
