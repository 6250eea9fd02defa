import { inCodeOrder } from '../code-order.ts';
import { type Factor, type Operation, type Program } from './program.ts';
import { type Settings } from './settings.ts';

/** What is drawn over a program, and how often each operation has to be carried out for it: each is under exactly one of `once`, `byWay` and `again`, in order. */
export interface Drawn {
  /** In code order: a factor's place here is its input number for the generator. */
  readonly factors: readonly Factor[];
  /** The input number of each factor of the program, −1 where it is held. */
  readonly inputOf: Int32Array;
  /** The input numbers of the two choices, −1 where there is none. */
  readonly normalisation: number;
  readonly aggregation: number;
  /** The same in all draws. */
  readonly once: readonly number[];
  /** Points of figures that no draw moves: the same in all draws of one way of normalising. */
  readonly byWay: readonly number[];
  /** Another in every draw. */
  readonly again: readonly number[];
  /** Of those carried out once, points that nothing reads but what brings parts together once: no draw reads them, so they need not be kept. */
  readonly passing: ReadonlySet<number>;
}

export function whatIsDrawn(program: Program, settings: Settings): Drawn {
  const factors = factorsOf(program, settings);
  const place = new Map(factors.map(({ kind, id }, index) => [`${kind} ${id}`, index]));
  const input = (kind: Factor['kind'], id: string) => place.get(`${kind} ${id}`) ?? -1;
  const inputOf = Int32Array.from(program.factors, ({ kind, id }) => input(kind, id));
  const changing = changingIn(program, settings, inputOf);
  const isByWay = (operation: Operation) => operation.kind === 'normalise' && !changing.has(operation.of);
  const [once, byWay, again]: [number[], number[], number[]] = [[], [], []];
  program.operations.forEach((operation, index) => (!changing.has(index) ? once : isByWay(operation) ? byWay : again).push(index));
  return { factors, inputOf, normalisation: input('normalisation', 'normalisation'), aggregation: input('aggregation', 'aggregation'), once, byWay, again, passing: passedOn(program, changing) };
}

function factorsOf({ factors, operations }: Program, settings: Settings): readonly Factor[] {
  const drawn = factors.filter(({ kind }) => (kind === 'weight' ? settings.weights > 0 : settings.errors));
  const choices = (['normalisation', 'aggregation'] as const).filter((kind) => (kind === 'normalisation' ? settings.normalisations.length > 0 && operations.some((operation) => operation.kind === 'normalise') : settings.aggregations.length > 0));
  return [...drawn, ...choices.map((kind): Factor => ({ id: kind, kind }))].sort((a, b) => inCodeOrder(`${a.kind} ${a.id}`, `${b.kind} ${b.id}`));
}

/** The operations that may come out differently from one draw to the next. */
function changingIn({ operations }: Program, { normalisations, aggregations }: Settings, inputOf: Int32Array): ReadonlySet<number> {
  const found = new Set<number>();
  operations.forEach((operation, index) => {
    const itself = operation.kind === 'figures' ? inputOf[operation.factor]! >= 0 : operation.kind === 'normalise' ? normalisations.length > 0 : operation.kind === 'combine' && (aggregations.length > 0 || operation.factors.some((factor) => factor >= 0 && inputOf[factor]! >= 0));
    const reads = operation.kind === 'normalise' ? [operation.of] : operation.kind === 'combine' ? operation.parts : [];
    if (itself || reads.some((read) => found.has(read))) found.add(index);
  });
  return found;
}

function passedOn({ operations }: Program, changing: ReadonlySet<number>): ReadonlySet<number> {
  const kept = new Set<number>([operations.length - 1]);
  operations.forEach((operation, index) => {
    if (operation.kind === 'normalise') kept.add(operation.of);
    if (operation.kind === 'combine' && changing.has(index)) operation.parts.forEach((part) => kept.add(part));
  });
  return new Set([...operations.keys()].filter((index) => operations[index]!.kind === 'normalise' && !changing.has(index) && !kept.has(index)));
}
