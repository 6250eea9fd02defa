import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { openThreads } from '@mizan/draw-threads';
import { type Cell, type Methodology, readMethodology } from '@mizan/scoring-engine';
import { type CarryOut, compile, createGenerator, inTurn, openDraws, piecesOf, type Program, type Settings } from '@mizan/simulation';
import { type DrawnPart, largestOf } from '@mizan/simulation/uncertainty/draw-part.ts';
import { alternating, besideRow, milliseconds, type Row } from './alternating.ts';
import { pythonWithNumpy } from './peers.ts';

const [indicators, units, draws] = [30, 160, 10_000];
const settings: Settings = { seed: 20260401, weights: 0.25, normalisations: ['min-max', 'z-score', 'percent-rank'], aggregations: [], errors: false };
const two = (number: number) => String(number).padStart(2, '0');

/** Ranks of 160 org units over 30 indicators in 10,000 draws of the weights and the normalisation, on one thread and on as many as there are processors, beside numpy. Threads are at hand, as numpy's process is; starting them is told apart. */
export async function* drawsBesideNumpy(): AsyncGenerator<Row> {
  const { methodology, cells, values, weights } = invented();
  const what = `${draws} draws × ${units} org units × ${indicators} indicators`;
  const program = compile(methodology, cells, { period: '2026' });
  const python = pythonWithNumpy();
  const peer = python === undefined ? undefined : openPeer(python, { ...asPeerReads(program, weights), values });
  const threads = openThreads({ enough: 1 });
  const began = performance.now();
  await ranksOf(program, threads.carryOut);
  const started = performance.now() - began;
  for (const [who, carryOut] of [['one thread', inTurn], [`${availableParallelism()} threads`, threads.carryOut]] as const) {
    let ours: readonly DrawnPart[] = [];
    const found = await alternating(() => milliseconds(async () => (ours = await ranksOf(program, carryOut))), peer?.round);
    const row = besideRow(`${what}, ${who}`, `numpy ${peer?.last().numpy ?? ''}`, found);
    yield peer ? { ...row, 'same ranks bit for bit': digestOf(ours) === peer.last().digest ? 'yes' : 'NO' } : row;
  }
  yield { 'the first time, with the start of the threads': `${Math.round(started)} ms`, 'reading the methodology, once and not counted': `${Math.round(await milliseconds(() => compile(methodology, cells, { period: '2026' })))} ms` };
  peer?.stop();
  await threads.close();
}

async function ranksOf(program: Program, carryOut: CarryOut): Promise<DrawnPart[]> {
  const parts: DrawnPart[] = [];
  for await (const part of carryOut({ program, settings }, 'ranks', piecesOf(draws, 250))) parts.push(part);
  return parts;
}

function digestOf(parts: readonly DrawnPart[]): string {
  const hash = createHash('sha256');
  for (const { ranks } of [...parts].sort((a, b) => a.from - b.from)) hash.update(new Uint8Array(ranks.buffer));
  return hash.digest('hex');
}

/** Where the peer finds the same numbers, and how finely it takes scores before it ranks. */
function asPeerReads(program: Program, weights: readonly number[]) {
  const { factors } = openDraws(program, settings);
  const place = (kind: string, id: string) => factors.findIndex((factor) => factor.kind === kind && factor.id === id);
  const [room, largest] = [256, largestOf(program.nominal)];
  let step = 1e9;
  while (step > 1 && largest * step * room >= 2 ** 52) step /= 10;
  return { weights, inputs: weights.map((_, index) => place('weight', `total / n${two(index)}`)), normalisation: place('normalisation', 'normalisation'), seed: settings.seed, spread: settings.weights, draws, step, room };
}

/** Figures without ties and weights of different sizes. */
function invented(): { methodology: Methodology; cells: Cell[]; values: number[][]; weights: number[] } {
  const { uniform } = createGenerator(1);
  const ids = Array.from({ length: indicators }, (_, index) => two(index));
  const weights = ids.map((_, index) => 1 + (index % 7));
  const values = ids.map((_, index) => Array.from({ length: units }, (_one, unit) => Math.round(uniform(0, unit, index, 3) * 1e6) / 1e4));
  const cells = ids.flatMap((id, index) => values[index]!.map((value, unit): Cell => ({ orgUnit: `u${String(unit).padStart(3, '0')}`, indicator: `i${id}`, period: '2026', status: 'present', value: String(value) })));
  const methodology = readMethodology({
    id: 'm', version: '1', title: { en: 'm' },
    indicators: Object.fromEntries(ids.map((id) => [`i${id}`, { missing: {} }])),
    nodes: { ...Object.fromEntries(ids.map((id) => [`n${id}`, { step: 'min-max', of: `i${id}` }])), total: { step: 'weighted-mean', parts: Object.fromEntries(ids.map((id, index) => [`n${id}`, String(weights[index])])) } },
    score: { of: 'total' },
  });
  return { methodology, cells, values, weights };
}

function openPeer(python: string, given: object) {
  const child = spawn(python, [new URL('draws.py', import.meta.url).pathname], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout);
  let answer = { ms: NaN, digest: '', numpy: '' };
  child.stdin.write(`${JSON.stringify(given)}\n`);
  return {
    round: async () => {
      child.stdin.write('again\n');
      const [line] = (await once(lines, 'line')) as [string];
      answer = JSON.parse(line) as typeof answer;
      return answer.ms;
    },
    last: () => answer,
    stop: () => child.stdin.end(),
  };
}
