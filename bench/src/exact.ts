import { add, compare, divide, multiply, parse, type Rational, round, subtract, zero } from '@mizan/scoring-engine/rational.ts';
import { createGenerator } from '@mizan/simulation';
import { alternating, besideRow, milliseconds, type Row } from './alternating.ts';

const count = 1_000_000;
const weight = '0.037';

/** A million values as text: brought to 0–100 by the lowest and the highest, rounded to six places, weighted, rounded again and added up; text again. Beside the same on plain doubles. */
export async function* exactBesideDoubles(): AsyncGenerator<Row> {
  const { uniform } = createGenerator(2);
  const texts = Array.from({ length: count }, (_, at) => (Math.round(uniform(0, at, 0, 0) * 1e7) / 1e4).toFixed(4));
  const expected = byWholeNumbers(texts);
  let [exact, doubles]: [string[], string[]] = [[], []];
  const found = await alternating(() => milliseconds(() => (exact = byFractions(texts))), () => milliseconds(() => (doubles = byDoubles(texts))), 3);
  const wrong = (given: readonly string[]) => String(expected.filter((text, at) => text !== given[at]).length);
  yield { ...besideRow(`${count} values exactly`, 'plain doubles', found), 'texts unlike the oracle, exact': wrong(exact), 'texts unlike the oracle, doubles': wrong(doubles) };
}

/** The engine's arithmetic; the sum stands last. */
function byFractions(texts: readonly string[]): string[] {
  const values = texts.map(parse);
  const [low, high] = values.reduce(([least, most], value) => [compare(value, least) < 0 ? value : least, compare(value, most) > 0 ? value : most], [values[0]!, values[0]!]);
  const [share, factor] = [parse(weight), divide(parse('100'), subtract(high, low))];
  let total: Rational = zero;
  const printed = values.map((value) => {
    const points = parse(round(multiply(subtract(value, low), factor), 6, 'half-even'));
    const text = round(multiply(points, share), 6, 'half-even');
    total = add(total, parse(text));
    return text;
  });
  return [...printed, round(total, 6, 'half-even')];
}

function byDoubles(texts: readonly string[]): string[] {
  const values = texts.map(Number);
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const [share, factor] = [Number(weight), 100 / (high - low)];
  let total = 0;
  const printed = values.map((value) => {
    const points = Math.round((value - low) * factor * 1e6) / 1e6;
    const worth = Math.round(points * share * 1e6) / 1e6;
    total += worth;
    return worth.toFixed(6);
  });
  return [...printed, total.toFixed(6)];
}

/** The oracle: whole numbers of ten-thousandths and millionths, one division and its remainder at each rounding; it shares nothing with the engine. */
function byWholeNumbers(texts: readonly string[]): string[] {
  const values = texts.map((text) => BigInt(text.replace('.', '')));
  const [low, high] = values.reduce(([least, most], value) => [value < least ? value : least, value > most ? value : most], [values[0]!, values[0]!]);
  let total = 0n;
  const millionths = values.map((value) => {
    const points = nearestEven((value - low) * 100_000_000n, high - low);
    const worth = nearestEven(points * 37n, 1000n);
    total += worth;
    return worth;
  });
  return [...millionths, total].map((worth) => `${worth / 1_000_000n}.${String(worth % 1_000_000n).padStart(6, '0')}`);
}

function nearestEven(above: bigint, below: bigint): bigint {
  const [whole, twice] = [above / below, (above % below) * 2n];
  return whole + (twice > below || (twice === below && whole % 2n === 1n) ? 1n : 0n);
}
