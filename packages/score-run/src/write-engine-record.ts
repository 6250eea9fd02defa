import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { differences, inWords } from './engine-record/difference.ts';
import { type EngineRecord, formatRecord, recordOf, type SetRecord } from './engine-record/record.ts';
import { goldenSets } from './golden/sets.ts';

const recordFile = new URL('../../scoring-engine/golden/results.json', import.meta.url);
const changesFile = new URL('../../../docs/engine-changes.md', import.meta.url);
const firstEntry = '\n## ';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' }, because: { type: 'string' } } });
const sets = goldenSets().filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (sets.length === 0) throw new Error(`There is no such set. The sets are: ${goldenSets().map(({ name }) => name).join(', ')}.`);

const stored = JSON.parse(readFileSync(recordFile, 'utf8')) as EngineRecord;
const before: EngineRecord = positionals.length === 0 ? stored : Object.fromEntries(sets.flatMap(({ name }) => (stored[name] ? [[name, stored[name]]] : [])));
const after: Record<string, SetRecord> = {};
for (const [index, { name, score }] of sets.entries()) {
  process.stderr.write(`${index + 1}/${sets.length} ${name}\n`);
  after[name] = recordOf(score());
}
const found = differences(before, after);
const words = inWords(found);
process.stdout.write(`${words.join('\n')}\n`);
if (found.length > 0) process.exitCode = values.check ? 1 : ship();

/** The new record, and the difference where a reader of the change finds it. */
function ship(): number {
  if (found.every(({ isNew }) => isNew)) {
    writeRecord();
    return 0;
  }
  if (!values.because?.trim()) {
    process.stderr.write('The engine gives other results than those on record. If that is meant, say why: npm run engine-record -- --because "…" writes the new record and docs/engine-changes.md.\n');
    return 1;
  }
  writeRecord();
  const page = readFileSync(changesFile, 'utf8');
  const at = page.includes(firstEntry) ? page.indexOf(firstEntry) : page.length;
  writeFileSync(changesFile, `${page.slice(0, at)}\n## ${values.because.trim()}\n\n${words.join('\n')}\n${page.slice(at)}`);
  return 0;
}

/** A set that is no longer there leaves the record only when all were computed. */
function writeRecord(): void {
  writeFileSync(recordFile, formatRecord(positionals.length === 0 ? after : { ...stored, ...after }));
}
