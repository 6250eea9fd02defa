import { createGenerator } from '../draws/generator.ts';
import { combineInBlocks, combineInto } from './combining.ts';
import { openPoints, type Points } from './normalising.ts';
import { type Aggregation, type Combine, type Doubles, type Factor, type Figures, type Normalisation, type Operation, type Program } from './program.ts';
import { roundDouble } from './rounding.ts';
import { type Settings } from './settings.ts';
import { whatIsDrawn } from './what-is-drawn.ts';

/** Which of two independent streams a factor is drawn from. */
export type StreamOf = (factor: number) => 0 | 1;
export interface Draws {
  /** What is drawn, in code order: a factor's place here is its input number for the generator. */
  readonly factors: readonly Factor[];
  /** The scores of one draw, by org unit; not a number where there is none. The array is used again by the next draw. */
  readonly scores: (draw: number, streamOf?: StreamOf) => Doubles;
}
/** A way of normalising, undefined the stated one: what each operation gives under it, and what each reads of the others. */
interface Way {
  readonly how: Normalisation | undefined;
  readonly results: Doubles[];
  readonly parts: (readonly Doubles[])[];
}

/** Opens the draws over a program: each draw depends on its number and the seed alone. */
export function openDraws(program: Program, settings: Settings): Draws {
  const { uniform, normal } = createGenerator(settings.seed);
  const { factors, inputOf, normalisation, aggregation, once, byWay, again, passing } = whatIsDrawn(program, settings);
  const { operations, units } = program;
  const points = operations.map((): Points | undefined => undefined);
  const weights = operations.map((operation) => (operation.kind === 'combine' ? operation.weights.slice() : new Float64Array()));

  function carryOut(index: number, { how, results, parts }: Way, draw: number, streamOf: StreamOf, broughtBy?: Aggregation): void {
    const [operation, into] = [operations[index]!, results[index]!];
    if (operation.kind === 'held') return;
    if (operation.kind === 'figures') drawFigures(into, operation, inputOf[operation.factor]!, draw, streamOf);
    else if (operation.kind === 'combine') {
      drawWeights(weights[index]!, operation, draw, streamOf);
      combineInto(into, operation, broughtBy && isMean(operation) ? broughtBy : operation.how, parts[index]!, weights[index]!);
    } else openPoints(operation, how ?? operation.how, results[operation.of]!)(into, 0);
    roundInto(into, operation);
  }
  function drawFigures(into: Doubles, { values, errors }: Figures, input: number, draw: number, streamOf: StreamOf): void {
    if (input < 0) return;
    for (let unit = 0; unit < into.length; unit += 1) if (errors[unit]! > 0) into[unit] = values[unit]! + errors[unit]! * normal(draw, unit, input, streamOf(input));
  }
  function drawWeights(into: Doubles, { weights: given, factors: own }: Combine, draw: number, streamOf: StreamOf): void {
    for (let part = 0; part < into.length; part += 1) {
      const input = own[part]! < 0 ? -1 : inputOf[own[part]!]!;
      if (input >= 0) into[part] = given[part]! * (1 + settings.weights * (2 * uniform(draw, 0, input, streamOf(input)) - 1));
    }
  }
  /** The same work where no draw comes into it: points that are passed on are made as they are brought together. */
  function carryOutOnce(index: number, way: Way): void {
    const [operation, into] = [operations[index]!, way.results[index]!];
    if (operation.kind === 'normalise' && passing.has(index)) points[index] = rounded(openPoints(operation, operation.how, way.results[operation.of]!), operation);
    else if (operation.kind === 'combine') {
      combineInBlocks(into, operation, operation.how, operation.parts.map((part) => points[part] ?? way.results[part]!), weights[index]!);
      roundInto(into, operation);
    } else carryOut(index, way, 0, fromFirst);
  }
  function choose<Choice>(from: readonly Choice[], input: number, draw: number, streamOf: StreamOf): Choice {
    return from[input < 0 ? 0 : Math.floor(uniform(draw, 0, input, streamOf(input)) * from.length)]!;
  }

  const results = operations.map((operation, index) => (operation.kind === 'held' ? operation.values : operation.kind === 'figures' ? operation.values.slice() : new Float64Array(passing.has(index) ? 0 : units.length)));
  const ways = (normalisation < 0 ? [undefined] : [undefined, ...settings.normalisations]).map((how): Way => ({ how, results: results.slice(), parts: [] }));
  for (const index of once) carryOutOnce(index, ways[0]!);
  for (const way of ways) {
    for (const index of byWay) {
      way.results[index] = new Float64Array(units.length);
      carryOut(index, way, 0, fromFirst);
    }
    way.parts.push(...operations.map((operation) => (operation.kind === 'combine' ? operation.parts.map((part) => way.results[part]!) : [])));
  }
  const aggregations = [undefined, ...settings.aggregations];
  return {
    factors,
    scores(draw, streamOf = fromFirst) {
      const way = choose(ways, normalisation, draw, streamOf);
      const broughtBy = choose(aggregations, aggregation, draw, streamOf);
      for (const index of again) carryOut(index, way, draw, streamOf, broughtBy);
      return way.results.at(-1)!;
    },
  };
}

function roundInto(into: Doubles, { round }: Operation): void {
  if (round) for (let unit = 0; unit < into.length; unit += 1) into[unit] = roundDouble(into[unit]!, round.places, round.mode);
}

const rounded = (points: Points, operation: Operation): Points => (into, from) => {
  points(into, from);
  roundInto(into, operation);
};

const fromFirst: StreamOf = () => 0;
const isMean = ({ how }: Combine) => how === 'arithmetic' || how === 'geometric' || how === 'harmonic';
