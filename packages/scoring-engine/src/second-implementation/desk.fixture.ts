import { type Derivation, type DerivedInput, type DerivedNode } from '../derived.ts';
import { by, pair, type Pair, same, times, whole, written } from './fractions.fixture.ts';

/** Why a number is not there: it may be left out, counts as the worst, or is not to be done without. `unknown` where the tree does not say. */
export type Gap = 'drop' | 'worst' | 'fail' | 'unknown';
export type Found = { readonly value: Pair; readonly word?: string } | { readonly gaps: readonly Gap[] };
export const isThere = (found: Found): found is { readonly value: Pair; readonly word?: string } => 'value' in found;

/** Thrown where a number is missing; the node is then missing for the same reasons. */
export class Missing extends Error {
  readonly gaps: readonly Gap[];
  constructor(gaps: readonly Gap[]) {
    super('a number is missing');
    this.gaps = gaps;
  }
}
/** There is no such number, as after a division by zero. */
export const noSuchNumber = () => new Missing(['fail']);
/** Thrown where what the tree says of a node does not follow from the rest of it. */
export class Differs extends Error {}

/** All that a clerk has before her when she works one node out: what it read, and the numbers and words it took. */
export interface Desk {
  readonly node: DerivedNode;
  readonly find: (reference: string) => Found;
  /** @throws Missing */
  readonly value: (reference: string) => Pair;
  readonly word: (name: string) => string | undefined;
  /** A number that the node took; nothing where it took none of this name. @throws Missing */
  readonly number: (name: string) => Pair | undefined;
  /** A number it must have. */
  readonly given: (name: string) => Pair;
  /** A number as it stands inside a list. */
  readonly numberIn: (text: string) => Pair;
  /** What was taken from the peers. @throws Missing where they did not suffice */
  readonly statistic: (name: string) => Pair;
  readonly less: boolean;
}

export function deskOf(derivation: Derivation, key: string, found: (key: string) => Found): Desk {
  const node = derivation.nodes[key]!;
  const find = (reference: string) => look(derivation, reference, key.includes('@') ? key.slice(key.indexOf('@')) : '', found);
  const value = (reference: string) => {
    const one = find(reference);
    if (!isThere(one)) throw new Missing(one.gaps);
    return one.value;
  };
  const numberIn = (text: string) => {
    const [number = '', from = ''] = text.split(/ \((.*)\)$/s);
    if (number !== 'missing') return pair(number);
    const read = node.of.includes(from) ? find(from) : undefined;
    throw new Missing(read && !isThere(read) ? read.gaps : ['fail']);
  };
  const number = (name: string) => (node.parameters[name] === undefined ? undefined : numberIn(node.parameters[name]));
  return {
    ...{ node, find, value, number, numberIn },
    word: (name) => node.parameters[name],
    given: (name) => {
      const one = number(name);
      if (!one) throw new Differs(`nothing says what ${name} is`);
      return one;
    },
    statistic: (name) => {
      const text = node.statistics?.values[name];
      if (text === undefined) throw noSuchNumber();
      return pair(text);
    },
    less: node.parameters['direction'] === 'lower',
  };
}

/** `reading[subgroup=girls].numerator@baseline`, all but the first of it left out as a rule. */
const form = /^(?<id>.*?)(?:\[(?<narrow>[^\]]*)\])?(?:\.(?<side>n|numerator|denominator|standardError))?(?:@(?<period>[^@]+))?$/s;

function look({ nodes, inputs }: Derivation, reference: string, before: string, found: (key: string) => Found): Found {
  const { id = reference, narrow = '', side, period } = form.exec(reference)?.groups ?? {};
  const when = (period === undefined ? '' : `@${period}`) + before;
  if (Object.hasOwn(nodes, id + when)) return found(id + when);
  const pairs = Object.fromEntries(narrow.split(',').map((one) => one.split('=').map((part) => part.trim()) as [string, string]));
  const narrowed = ['subgroup', 'source'].flatMap((name) => (pairs[name] ? [`${name}=${pairs[name]}`] : [])).join(',');
  const input = inputs[`${id}${narrowed ? `[${narrowed}]` : ''}${when}`];
  if (!input) throw new Differs(`nothing stands under ${reference}${before}`);
  return side ? sideOf(input, side as 'n') : figureOf(input);
}

function figureOf(input: DerivedInput): Found {
  if (input.status !== 'present') return { gaps: [input.rule ?? 'fail'] };
  return { value: pair(input.exact ?? input.value) };
}
function sideOf(input: DerivedInput, side: 'n' | 'numerator' | 'denominator' | 'standardError'): Found {
  const text = input[side];
  const onlyDividedByZero = input.status === 'not-applicable' && input.denominator !== '' && pair(input.denominator)[0] === 0n;
  if (input.status !== 'present' && !onlyDividedByZero) return figureOf(input);
  return text ? { value: pair(text) } : { gaps: ['unknown'] };
}
/** Whether a figure that was made of its numerator and denominator is their share. */
export function isShare({ status, value, exact, numerator, denominator, unit }: DerivedInput): boolean {
  if (status !== 'present' || exact === undefined || numerator === '') return true;
  const share = times(whole(unit === 'percent' ? 100 : 1), by(pair(numerator), pair(denominator)));
  return same(pair(exact), share) && value === written(share);
}
