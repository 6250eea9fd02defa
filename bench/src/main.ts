import { cpus, totalmem } from 'node:os';
import { type Row } from './alternating.ts';
import { drawsBesideNumpy } from './draws.ts';
import { equationsBesideHesabu } from './equations.ts';
import { events } from './events.ts';
import { exactBesideDoubles } from './exact.ts';
import { ingestBesideCopy } from './ingest.ts';
import { kernelBesideDuckdb } from './kernel.ts';

/** Each measures one thing beside what it must stand comparison with, and gives rows for docs/benchmarks.md. */
const benchmarks: Readonly<Record<string, () => AsyncIterable<Row>>> = { draws: drawsBesideNumpy, exact: exactBesideDoubles, equations: equationsBesideHesabu, kernel: kernelBesideDuckdb, ingest: ingestBesideCopy, events };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}\n`);
  process.exit(2);
}
process.stdout.write(`Node ${process.versions.node}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
for (const name of wanted.length > 0 ? wanted : Object.keys(benchmarks)) {
  process.stdout.write(`\n${name}\n`);
  for await (const row of benchmarks[name]!()) process.stdout.write(`${Object.entries(row).map(([column, value]) => `${column} ${value}`).join(' · ')}\n`);
}
process.exit();
