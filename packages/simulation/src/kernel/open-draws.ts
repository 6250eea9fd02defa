import { inCodeOrder } from '../code-order.ts';
import { createGenerator } from '../draws/generator.ts';
import { combineInBlocks, combineInto } from './combining.ts';
import { openPoints, type Points } from './normalising.ts';
import { type Aggregation, type Combine, type Doubles, type Factor, type Normalisation, type Normalise, type Operation, type Program } from './program.ts';
import { roundDouble } from './rounding.ts';

/** What is drawn. */
export interface Settings {
  /** A whole number from 0 to 2^53 − 1; the same seed gives the same draws. */
  readonly seed: number;
  /** Each weight is its stated one times a number drawn evenly from 1 − this to 1 + this. Below 1; 0 draws no weights. */
  readonly weights: number;
  /** Ways of normalising that may stand in place of the stated one, all equally likely with it; one is drawn for the whole methodology. */
  readonly normalisations: readonly Normalisation[];
  /** The same for bringing parts together by means. */
  readonly aggregations: readonly Aggregation[];
  /** Whether each figure is moved by its standard error times a normal number. */
  readonly errors: boolean;
}
export const stated: Settings = { seed: 0, weights: 0, normalisations: [], aggregations: [], errors: false };

/** Which of two independent streams a factor is drawn from. */
export type StreamOf = (factor: number) => 0 | 1;
export interface Draws {
  /** What is drawn, in code order: a factor's place here is its input number for the generator. */
  readonly factors: readonly Factor[];
  /** The scores of one draw, by org unit; not a number where there is none. The array is used again by the next draw. */
  readonly scores: (draw: number, streamOf?: StreamOf) => Doubles;
}

/** Opens the draws over a program: each draw depends on its number and the seed alone. */
export function openDraws(program: Program, settings: Settings): Draws {
  const { uniform, normal } = createGenerator(settings.seed);
  const factors = drawnFactors(program, settings);
  const place = new Map(factors.map(({ kind, id }, index) => [`${kind} ${id}`, index]));
  const inputOf = Int32Array.from(program.factors, ({ kind, id }) => place.get(`${kind} ${id}`) ?? -1);
  const again = changing(program, settings, inputOf);
  const moving = new Set(again);
  const passing = passedOn(program, moving);
  const slots = program.operations.map((operation, index) => (operation.kind === 'held' ? operation.values : operation.kind === 'figures' ? operation.values.slice() : new Float64Array(passing.has(index) ? 0 : program.units.length)));
  const points = program.operations.map((): Points | undefined => undefined);
  const weights = program.operations.map((operation) => (operation.kind === 'combine' ? operation.weights.slice() : new Float64Array()));
  const choice = (kind: 'normalisation' | 'aggregation') => place.get(`${kind} ${kind}`) ?? -1;
  const [normalisation, aggregation] = [choice('normalisation'), choice('aggregation')];
  const pick = <T>(input: number, list: readonly T[], draw: number, streamOf: StreamOf): T | undefined => (input < 0 ? undefined : list[Math.floor(uniform(draw, 0, input, streamOf(input)) * (list.length + 1)) - 1]);

  function carryOut(index: number, draw: number, streamOf: StreamOf, normalisedBy?: Normalisation, broughtBy?: Aggregation): void {
    const [operation, into] = [program.operations[index]!, slots[index]!];
    if (operation.kind === 'held') return;
    if (operation.kind === 'figures') drawFigures(into, operation, inputOf[operation.factor]!, draw, streamOf);
    else if (operation.kind === 'normalise') return normalise(index, operation, normalisedBy ?? operation.how);
    else {
      drawWeights(weights[index]!, operation, draw, streamOf);
      const how = broughtBy && isMean(operation) ? broughtBy : operation.how;
      if (moving.has(index)) combineInto(into, operation, how, columns(index, operation), weights[index]!);
      else combineInBlocks(into, operation, how, operation.parts.map((part) => points[part] ?? slots[part]!), weights[index]!);
    }
    roundInto(into, operation);
  }
  function normalise(index: number, operation: Normalise, how: Normalise['how']): void {
    if (passing.has(index)) points[index] = rounded(openPoints(operation, how, slots[operation.of]!), operation);
    else if (moving.has(operation.of)) rounded(openPoints(operation, how, slots[operation.of]!), operation)(slots[index]!, 0);
    else slots[index] = pointsOnce(worked[index]!, operation, how);
  }
  /** Points of figures that no draw moves are worked out once for each way of normalising. */
  function pointsOnce(known: Partial<Record<Normalise['how'], Doubles>>, operation: Normalise, how: Normalise['how']): Doubles {
    const found = known[how];
    if (found) return found;
    const made = new Float64Array(program.units.length);
    rounded(openPoints(operation, how, slots[operation.of]!), operation)(made, 0);
    known[how] = made;
    return made;
  }
  function columns(index: number, { parts }: Combine): readonly Doubles[] {
    const into = partsOf[index]!;
    for (let part = 0; part < parts.length; part += 1) into[part] = slots[parts[part]!]!;
    return into;
  }
  function drawFigures(into: Doubles, { values, errors }: Extract<Operation, { kind: 'figures' }>, input: number, draw: number, streamOf: StreamOf): void {
    if (input < 0) return;
    for (let unit = 0; unit < into.length; unit += 1) if (errors[unit]! > 0) into[unit] = values[unit]! + errors[unit]! * normal(draw, unit, input, streamOf(input));
  }
  function drawWeights(into: Doubles, { weights: given, factors: own }: Combine, draw: number, streamOf: StreamOf): void {
    for (let part = 0; part < into.length; part += 1) {
      const input = own[part]! < 0 ? -1 : inputOf[own[part]!]!;
      if (input >= 0) into[part] = given[part]! * (1 + settings.weights * (2 * uniform(draw, 0, input, streamOf(input)) - 1));
    }
  }

  const worked = program.operations.map((): Partial<Record<Normalise['how'], Doubles>> => ({}));
  const partsOf = program.operations.map((): Doubles[] => []);
  program.operations.forEach((_, index) => moving.has(index) || carryOut(index, 0, fromFirst));
  return {
    factors,
    scores(draw, streamOf = fromFirst) {
      const normalisedBy = pick(normalisation, settings.normalisations, draw, streamOf);
      const broughtBy = pick(aggregation, settings.aggregations, draw, streamOf);
      for (const index of again) carryOut(index, draw, streamOf, normalisedBy, broughtBy);
      return slots.at(-1)!;
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
const canChange = (operation: Operation): operation is Normalise => operation.kind === 'normalise';

function drawnFactors({ factors, operations }: Program, settings: Settings): readonly Factor[] {
  const drawn = factors.filter(({ kind }) => (kind === 'weight' ? settings.weights > 0 : settings.errors));
  const choices = (['normalisation', 'aggregation'] as const).filter((kind) => (kind === 'normalisation' ? settings.normalisations.length > 0 && operations.some(canChange) : settings.aggregations.length > 0));
  return [...drawn, ...choices.map((kind): Factor => ({ id: kind, kind }))].sort((a, b) => inCodeOrder(`${a.kind} ${a.id}`, `${b.kind} ${b.id}`));
}

/** The operations that may come out differently from one draw to the next, in order. */
function changing({ operations }: Program, { normalisations, aggregations }: Settings, inputOf: Int32Array): readonly number[] {
  const found = new Set<number>();
  operations.forEach((operation, index) => {
    const itself = operation.kind === 'figures' ? inputOf[operation.factor]! >= 0 : operation.kind === 'normalise' ? normalisations.length > 0 : operation.kind === 'combine' && (aggregations.length > 0 || operation.factors.some((factor) => factor >= 0 && inputOf[factor]! >= 0));
    const reads = operation.kind === 'normalise' ? [operation.of] : operation.kind === 'combine' ? operation.parts : [];
    if (itself || reads.some((read) => found.has(read))) found.add(index);
  });
  return [...found];
}

/** Points that nothing reads but what brings parts together once: no draw reads them again, so they need not be kept. */
function passedOn({ operations }: Program, moving: ReadonlySet<number>): ReadonlySet<number> {
  const kept = new Set<number>([operations.length - 1]);
  operations.forEach((operation, index) => {
    if (operation.kind === 'normalise') kept.add(operation.of);
    if (operation.kind === 'combine' && moving.has(index)) operation.parts.forEach((part) => kept.add(part));
  });
  return new Set([...operations.keys()].filter((index) => operations[index]!.kind === 'normalise' && !moving.has(index) && !kept.has(index)));
}
