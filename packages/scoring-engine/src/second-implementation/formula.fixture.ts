import { by, higher, lower, middle, minus, one, order, pair, type Pair, plus, rounded, times, total, whole, zero } from './fractions.fixture.ts';
import { type Desk, type Found, type Gap, isThere, Missing, noSuchNumber } from './desk.fixture.ts';
import { cbrt, exp, ln, logTo, power, sqrt } from './roots.fixture.ts';

/** A number, whether something holds, a word in quotes, or null with its reasons. */
type Value = { readonly number: Pair } | { readonly holds: boolean } | { readonly word: string } | { readonly gaps: readonly Gap[] };
/** What a formula gives once its names stand for something. */
type Ready = (read: (name: string) => Value) => Value;

const no: Value = { gaps: ['fail'] };
const isNull = (value: Value): value is { readonly gaps: readonly Gap[] } => 'gaps' in value;
/** What holds counts 1; nothing for a word. */
const numberOf = (value: Value): Pair | undefined => ('number' in value ? value.number : 'holds' in value ? (value.holds ? one : zero) : undefined);
const holds = (value: Value): boolean | undefined => ('holds' in value ? value.holds : 'number' in value ? value.number[0] !== 0n : undefined);

const ofNumbers = (work: (...numbers: Pair[]) => Pair | boolean | undefined) => (args: readonly Value[]): Value => {
  const numbers = args.map(numberOf).filter((number) => number !== undefined);
  const gaps = args.filter(isNull).flatMap((value) => value.gaps);
  if (numbers.length < args.length) return gaps.length > 0 ? { gaps } : no;
  try {
    const result = work(...numbers);
    return result === undefined ? no : typeof result === 'boolean' ? { holds: result } : { number: result };
  } catch (error) {
    if (error instanceof RangeError) return no;
    throw error;
  }
};
const above = (least: bigint, work: (x: Pair) => Pair) => ofNumbers((x) => (x[0] < least ? undefined : work(x)));
const floor = (x: Pair) => rounded(x, 0, 'floor');

const functions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  abs: ofNumbers((x) => higher(x, minus(zero, x))),
  floor: ofNumbers(floor),
  ceil: ofNumbers((x) => minus(zero, floor(minus(zero, x)))),
  sqrt: above(0n, sqrt),
  cbrt: ofNumbers(cbrt),
  ln: above(1n, ln),
  log10: above(1n, (x) => logTo(x, 10)),
  exp: ofNumbers(exp),
  pow: ofNumbers((x, y) => power(x, y)),
  min: ofNumbers((...all) => all.reduce(lower)),
  max: ofNumbers((...all) => all.reduce(higher)),
  sum: ofNumbers((...all) => total(all)),
  mean: ofNumbers((...all) => by(total(all), whole(all.length))),
  median: ofNumbers((...all) => middle(all)),
  clamp: ofNumbers((x, low, high) => higher(lower(x, high), low)),
  coalesce: (args) => args.find((value) => !isNull(value)) ?? { gaps: args.flatMap((value) => (isNull(value) ? value.gaps : [])) },
  missing: ([value]) => ({ holds: isNull(value!) }),
  round: ([x, places, mode]) => ofNumbers((value, to) => (rounded(to, 0, 'down')[0] * to[1] === to[0] ? rounded(value, Number(to[0] / to[1]), (mode as { word: string }).word) : undefined))([x!, places!]),
};
const operators: Readonly<Record<string, readonly [binds: number, work: (args: readonly Value[]) => Value]>> = {
  '||': [1, () => no],
  '&&': [2, () => no],
  '==': [6, ofNumbers((x, y) => order(x, y) === 0)],
  '!=': [6, ofNumbers((x, y) => order(x, y) !== 0)],
  '<': [7, ofNumbers((x, y) => order(x, y) < 0)],
  '>': [7, ofNumbers((x, y) => order(x, y) > 0)],
  '<=': [7, ofNumbers((x, y) => order(x, y) <= 0)],
  '>=': [7, ofNumbers((x, y) => order(x, y) >= 0)],
  '+': [9, ofNumbers((x, y) => plus(x, y))],
  '-': [9, ofNumbers((x, y) => minus(x, y))],
  '*': [10, ofNumbers((x, y) => times(x, y))],
  '/': [10, ofNumbers((x, y) => by(x, y))],
  '**': [11, ofNumbers((x, y) => power(x, y))],
};

/** && and || look no further than they must; one that is null in the first place and not overruled by the second is null. */
const logical = (both: boolean, left: Ready, right: Ready): Ready => (read) => {
  const first = left(read);
  if (!isNull(first) && holds(first) === !both) return { holds: !both };
  const second = right(read);
  if (!isNull(second) && holds(second) === !both) return { holds: !both };
  if (isNull(first)) return first;
  return isNull(second) ? second : { holds: both };
};
const choice = ([condition, then, otherwise]: readonly Ready[]): Ready => (read) => {
  const given = condition!(read);
  return isNull(given) ? given : (holds(given) ? then! : otherwise!)(read);
};

const token = /\s*(\d+(?:\.\d+)?|[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*|"[^"]*"|'[^']*'|\*\*|&&|\|\||[<>=!]=|[-+*/<>!(),])/y;
function tokensOf(text: string): string[] {
  const found: string[] = [];
  for (token.lastIndex = 0; token.lastIndex < text.trimEnd().length; ) {
    const next = token.exec(text);
    if (!next) throw new Error(`a clerk cannot read this formula: ${text}`);
    found.push(next[1]!);
  }
  return found;
}

/** Reads by how tightly an operator binds; those that bind alike from the left, a sign more tightly than any of them. */
function read(tokens: string[], least = 0): Ready {
  let left = single(tokens);
  for (let sign = tokens[0]; sign !== undefined && sign in operators && operators[sign]![0] > least; sign = tokens[0]) {
    const operator = tokens.shift()!;
    const [binds, work] = operators[operator]!;
    const [before, after] = [left, read(tokens, operator === '**' ? binds - 1 : binds)];
    left = operator === '&&' || operator === '||' ? logical(operator === '&&', before, after) : (names) => work([before(names), after(names)]);
  }
  return left;
}
function single(tokens: string[]): Ready {
  const first = tokens.shift()!;
  if (first === '(') return inBrackets(tokens)[0]!;
  if (/^["']/.test(first)) return () => ({ word: first.slice(1, -1) });
  if (/^\d/.test(first)) return () => ({ number: pair(first) });
  if (first === '-' || first === '+' || first === '!') {
    const inner = single(tokens);
    if (first === '!') return (names) => ((value) => (isNull(value) ? value : { holds: !holds(value) }))(inner(names));
    return (names) => operators[first]![1]([{ number: zero }, inner(names)]);
  }
  if (first === 'null') return () => ({ gaps: ['drop'] });
  if (tokens[0] !== '(') return (names) => names(first);
  tokens.shift();
  const args = inBrackets(tokens);
  return first === 'if' ? choice(args) : (names) => functions[first]!(args.map((arg) => arg(names)));
}
function inBrackets(tokens: string[]): Ready[] {
  const args = [read(tokens)];
  while (tokens.shift() === ',') args.push(read(tokens));
  return args;
}

function numberOrGaps(read: () => Pair): Value {
  try {
    return { number: read() };
  } catch (error) {
    if (error instanceof Missing) return { gaps: error.gaps };
    throw error;
  }
}

/** A formula as it is written, with what its names stand for. */
export function formula({ word, find, numberIn }: Desk): Found {
  const names = JSON.parse(word('let') ?? '{}') as Record<string, string | { readonly number: string }>;
  const result = read(tokensOf(word('is')!))((name) => {
    const called = Object.hasOwn(names, name) ? names[name]! : name;
    if (typeof called !== 'string') return numberOrGaps(() => numberIn(called.number));
    const found = find(called);
    return isThere(found) ? { number: found.value } : { gaps: found.gaps };
  });
  if (isNull(result)) throw new Missing(result.gaps);
  const value = numberOf(result);
  if (!value) throw noSuchNumber();
  return { value, ...('holds' in result ? { word: String(result.holds) } : {}) };
}
