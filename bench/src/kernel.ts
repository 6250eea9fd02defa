import { createGenerator, openDraws, type Program, stated } from '@mizan/simulation';
import { alternating, besideRow, milliseconds, type Row } from './alternating.ts';
import { duckdb, type DuckConnection } from './peers.ts';

const [indicators, units] = [30, 333_334];
const names = Array.from({ length: indicators }, (_, index) => `i${index}`);
const weights = names.map((_, index) => 1 + (index % 7));
const total = weights.reduce((sum, weight) => sum + weight, 0);

/** Ten million figures in memory, thirty indicators of a third of a million org units: brought to 0–100 by the lowest and the highest, and weighted to a score. Beside DuckDB with the same figures in a table in memory. */
export async function* kernelBesideDuckdb(): AsyncGenerator<Row> {
  const program = invented();
  const peer = await duckdb();
  if (peer) await fill(peer, program);
  let scores = new Float64Array();
  const query = `CREATE OR REPLACE TABLE scores AS SELECT unit, (${names.map((name, index) => `${weights[index]} * 100 * (${name} - low_${name}) / (high_${name} - low_${name})`).join(' + ')}) / ${total} AS score
    FROM figures, (SELECT ${names.map((name) => `min(${name}) AS low_${name}, max(${name}) AS high_${name}`).join(', ')} FROM figures) AS bounds`;
  const found = await alternating(() => milliseconds(() => (scores = openDraws(program, stated).scores(0) as Float64Array<ArrayBuffer>)), peer && (() => milliseconds(() => peer.run(query))), 5);
  const row = besideRow(`${indicators * units} cells, one thread`, 'DuckDB, all threads', found, 'name a folder with @duckdb/node-api in MIZAN_BENCH_PEERS');
  yield peer ? { ...row, 'further apart than 1e-9': String(await apart(peer, scores)) } : row;
}

/** As `compile` makes it of a methodology with thirty `min-max` steps under a weighted mean; ten million rows as cells would not fit beside it. */
function invented(): Program {
  const { uniform } = createGenerator(4);
  const all = (value: number) => new Float64Array(units).fill(value);
  const [zero, hundred, unmoved] = [all(0), all(100), new Int32Array(indicators).fill(-1)];
  const figures = names.map((id, input) => ({ kind: 'held' as const, id, values: new Float64Array(units).map((_, unit) => Math.round(uniform(0, unit, input, 0) * 1e6) / 1e4) }));
  const points = names.map((id, of) => ({ kind: 'normalise' as const, id: `n-${id}`, how: 'min-max' as const, of, less: false, low: zero, high: hundred, scale: hundred, deviation: 'sample' as const, ties: 'min' as const }));
  const score = { kind: 'combine' as const, id: 'total', how: 'arithmetic' as const, parts: names.map((_, index) => indicators + index), weights: Float64Array.from(weights), factors: unmoved, start: zero, stretch: false };
  return { units: Array.from({ length: units }, (_, unit) => `u${unit}`), period: '2026', operations: [...figures, ...points, score], factors: [], nominal: new Float64Array(units), errorsGiven: { figures: 0, withError: 0 } };
}

/** The same figures, drawn by us and handed over as a file, so that both sides start from them in memory. */
async function fill(peer: DuckConnection, { operations }: Program): Promise<void> {
  const { mkdtempSync, openSync, writeSync, closeSync, rmSync } = await import('node:fs');
  const folder = mkdtempSync(`${(await import('node:os')).tmpdir()}/bench-`);
  const file = openSync(`${folder}/figures.csv`, 'w');
  const columns = operations.slice(0, indicators).map((one) => ('values' in one ? one.values : new Float64Array()));
  for (let from = 0; from < units; from += 5000) writeSync(file, Array.from({ length: Math.min(5000, units - from) }, (_, at) => `${from + at},${columns.map((column) => column[from + at]).join(',')}\n`).join(''));
  closeSync(file);
  await peer.run(`CREATE TABLE figures AS SELECT * FROM read_csv('${folder}/figures.csv', header = false, columns = {'unit': 'INTEGER', ${names.map((name) => `'${name}': 'DOUBLE'`).join(', ')}})`);
  rmSync(folder, { recursive: true });
}

async function apart(peer: DuckConnection, scores: Float64Array): Promise<number> {
  const rows = (await peer.runAndReadAll('SELECT unit, score FROM scores')).getRows();
  return units - rows.filter(([unit, score]) => Math.abs(Number(score) - scores[Number(unit)]!) <= 1e-9).length;
}
