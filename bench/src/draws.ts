import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Cell, type Methodology, readMethodology } from '@mizan/scoring-engine';
import { compile, createGenerator, openDraws, type Settings } from '@mizan/simulation';
import { drawPart, largestOf } from '@mizan/simulation/uncertainty/draw-part.ts';
import { alternating, besideRow } from './alternating.ts';
import { pythonWithNumpy } from './peers.ts';

const [indicators, units, draws] = [30, 160, 10_000];
const settings: Settings = { seed: 20260401, weights: 0.25, normalisations: ['min-max', 'z-score', 'percent-rank'], aggregations: [], errors: false };
const two = (number: number) => String(number).padStart(2, '0');

/** Ranks of 160 org units over 30 indicators in 10,000 draws of the weights and the normalisation, beside numpy. */
export async function drawsBesideNumpy(): Promise<Record<string, string>[]> {
  const { methodology, cells, values, weights } = invented();
  let digest = '';
  const ours = () => {
    const began = performance.now();
    const program = compile(methodology, cells, { period: '2026' });
    const compiled = performance.now();
    const { ranks } = drawPart(program, openDraws(program, settings), 0, draws);
    const took = performance.now() - compiled;
    compileTook.push(compiled - began);
    digest = createHash('sha256').update(new Uint8Array(ranks.buffer)).digest('hex');
    return took;
  };
  const compileTook: number[] = [];
  const what = `${draws} draws × ${units} org units × ${indicators} indicators`;
  const python = pythonWithNumpy();
  if (!python) return [besideRow(what, 'numpy', await alternating(ours, undefined))];
  const program = compile(methodology, cells, { period: '2026' });
  const { factors } = openDraws(program, settings);
  const place = (kind: string, id: string) => factors.findIndex((factor) => factor.kind === kind && factor.id === id);
  const [room, largest] = [256, largestOf(program.nominal)];
  let step = 1e9;
  while (step > 1 && largest * step * room >= 2 ** 52) step /= 10;
  const peer = openPeer(python, { values, weights, inputs: weights.map((_, index) => place('weight', `total / n${two(index)}`)), normalisation: place('normalisation', 'normalisation'), seed: settings.seed, spread: settings.weights, draws, step, room });
  const found = await alternating(ours, peer.round);
  peer.stop();
  return [{ ...besideRow(what, `numpy ${peer.last().numpy}`, found), 'same ranks bit for bit': peer.last().digest === digest ? 'yes' : 'NO', 'reading the methodology, once and not counted': `${Math.round(compileTook.at(-1)!)} ms` }];
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
