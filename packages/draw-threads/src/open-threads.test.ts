import { afterAll, describe, expect, it } from '@jest/globals';
import { type Cell, readMethodology } from '@mizan/scoring-engine';
import { type CarryOut, compile, finish, inTurn, type Piece, piecesOf, type Settings, type Task, uncertainty, type What } from '@mizan/simulation';
import fc from 'fast-check';
import { openThreads } from './open-threads.ts';

const indicators = ['a', 'b', 'c', 'd'];
const methodology = readMethodology({
  id: 'm', version: '1', title: { en: 'm' },
  indicators: Object.fromEntries(indicators.map((id) => [id, { missing: { 'too-few': 'drop' } }])),
  nodes: { ...Object.fromEntries(indicators.map((id) => [`n${id}`, { step: 'min-max', of: id }])), total: { step: 'weighted-mean', parts: { na: '4', nb: '3', nc: '2', nd: '1' }, reweight: { minimumParts: 2 } } },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'low', from: '0' }, { id: 'high', from: '50' }],
});
const cells = Array.from({ length: 12 }, (_, unit) => indicators.map((indicator, at): Cell => ({ orgUnit: `u${unit}`, indicator, period: '2026', ...((unit + at) % 7 === 6 ? { status: 'too-few' } : { status: 'present', value: String((unit * 37 + at * 11) % 101), standardError: '2' }) }))).flat();
const settings: Settings = { seed: 7, weights: 0.25, normalisations: ['z-score', 'percent-rank'], aggregations: ['geometric'], errors: true };
const task: Task = { program: compile(methodology, cells, { period: '2026' }), settings };
const draws = 120;

async function all<Part extends Piece>(parts: Iterable<Part> | AsyncIterable<Part>): Promise<Part[]> {
  const found: Part[] = [];
  for await (const part of parts) found.push(part);
  return found.sort((a, b) => a.from - b.from);
}

/** Every number of all draws, in their order. */
async function together(carryOut: CarryOut, what: What, pieces: readonly Piece[]): Promise<number[][]> {
  const parts = await all(carryOut(task, what, pieces));
  return [parts.flatMap((part) => [...('ranks' in part ? part.ranks : part.results)]), parts.flatMap((part) => ('ranks' in part ? [...part.scores] : []))];
}
const between = (cuts: readonly number[]) => [0, ...cuts].map((from, index): Piece => ({ from, to: cuts[index] ?? draws }));
const pools = [2, 3].map((most) => openThreads({ most, enough: 1 }));
afterAll(async () => void (await Promise.all(pools.map((pool) => pool.close()))));

describe('draws that are shared out', () => {
  it('are the same bit for bit on any number of threads and in any pieces as in one piece here', async () => {
    const alone = { ranks: await together(inTurn, 'ranks', [{ from: 0, to: draws }]), shifts: await together(inTurn, 'shifts', [{ from: 0, to: draws }]) };
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: draws - 1 }), { maxLength: 12 }).map((some) => some.sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pools), fc.constantFrom<What>('ranks', 'shifts'), cuts, async ({ carryOut }, what, at) => {
        expect(await together(carryOut, what, between(at))).toEqual(alone[what]);
      }),
      { numRuns: 30 },
    );
  });

  it('give the whole report that there is without threads, and tell how far they are', async () => {
    const request = { methodology, cells, options: { period: '2026' }, settings, draws: 1000, sensitivityDraws: 100, eligibility: {}, margins: [] };
    const told: number[] = [];
    const report = await finish(uncertainty({ ...request, carryOut: pools[0]!.carryOut }), ({ stage, done }) => void (stage === 'draws' && told.push(done)));
    expect(report).toEqual(await finish(uncertainty(request)));
    expect(told).toEqual([250, 500, 750, 1000]);
  });

  it('of two tasks at once do not get mixed up', async () => {
    const other = { ...task, settings: { ...settings, seed: 8 } };
    const pieces = piecesOf(draws, 4);
    const [one, two] = await Promise.all([task, other].map((each) => all(pools[1]!.carryOut(each, 'ranks', pieces))));
    const [alone, second] = await Promise.all([task, other].map((each) => all(inTurn(each, 'ranks', pieces))));
    expect([one, two]).toEqual([alone, second]);
  });
});

describe('threads end', () => {
  const pieces = piecesOf(100_000, 250);
  it('in the middle of their work when they are closed, and whoever waits is told', async () => {
    const pool = openThreads({ most: 2, enough: 1 });
    const closing = async () => {
      for await (const _ of pool.carryOut(task, 'ranks', pieces)) void pool.close();
    };
    await expect(closing()).rejects.toThrow('the thread was ended before it had answered');
  });

  it('quietly where whoever asked has turned away', async () => {
    const pool = openThreads({ most: 2, enough: 1 });
    for await (const _ of pool.carryOut(task, 'ranks', pieces)) break;
    await pool.close();
  });

  it('with the fault they met, told to whoever asked', async () => {
    const pool = openThreads({ most: 2, enough: 1 });
    await expect(all(pool.carryOut({ ...task, settings: { ...settings, seed: 1.5 } }, 'ranks', pieces))).rejects.toThrow('1.5 is not a whole number');
    await pool.close();
  });
});
