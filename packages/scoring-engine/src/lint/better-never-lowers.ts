import { scoreExample } from '../examples.ts';
import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { add, compare, decimalText, divide, multiply, parse, parseExact, type Rational, round, subtract, whole } from '../rational.ts';
import { type Methodology } from '../read-methodology.ts';
import { readReference } from '../reference.ts';
import { finding, type LintRule } from './finding.ts';

type Example = NonNullable<Methodology['document']['examples']>[number];

/**
 * A better figure never earns less: each indicator with a direction is walked through the document's own bounds in each
 * of its examples, and the exact score may not fall on the way, or rise where of the score the lower is better. North Carolina 2018: a principal who lifted a school from D to C lost a bonus.
 */
export const betterNeverLowers: LintRule = ({ methodology, shares }) => {
  const { document } = methodology;
  const examples = (document.examples ?? []).filter(({ then }) => then.status !== 'not-scorable').slice(0, 3);
  return Object.entries(document.indicators).flatMap(([id, { direction }]) => {
    if (direction === undefined || !((shares.get(id) ?? 0) > 0)) return [];
    const fall = examples.map((example) => firstFall(methodology, example, id, direction)).find(Boolean);
    if (!fall) return [];
    const lower = document.score.direction === 'lower';
    return [finding('error', pointer('indicators', id), `${direction === 'higher' ? 'more' : 'less'} ${id} ${lower ? 'raises the score, of which the lower is better' : 'earns fewer points'}: ${fall}`, lower ? 'let the score go one way, or mend its direction or that of the indicator' : 'let the points go one way, or mend its direction; of a score of which the lower is better say "direction": "lower" under "score"')];
  });
};

function firstFall(methodology: Methodology, example: Example, id: string, direction: 'higher' | 'lower'): string | undefined {
  const figure = example.given[id];
  if (figure === undefined || !/^-?\d/.test(figure)) return undefined;
  const towardsBetter = figuresToTry(methodology, id, parse(figure)).sort((a, b) => (direction === 'higher' ? compare(a, b) : compare(b, a)));
  const walked = towardsBetter.flatMap((value) => {
    const text = decimalText(value);
    const earned = scoreOf(methodology, { ...example, given: { ...example.given, [id]: text } });
    return earned === undefined ? [] : [{ text, earned }];
  });
  const falls = methodology.document.score.direction === 'lower' ? 1 : -1;
  const at = walked.findIndex(({ earned }, index) => index > 0 && compare(earned, walked[index - 1]!.earned) === falls);
  const [worse, better] = [walked[at - 1], walked[at]];
  return worse && better ? `in the example "${example.name}" the score goes from ${shortly(worse.earned)} to ${shortly(better.earned)} where ${id} goes from ${worse.text} to ${better.text}` : undefined;
}

const shortly = (value: Rational) => round(value, 4, 'half-even').replace(/\.?0+$/, '');

function scoreOf(methodology: Methodology, example: Example): Rational | undefined {
  const exact = scoreExample(methodology, example)?.exact;
  return exact === undefined ? undefined : parseExact(exact);
}

/** The bounds that steps reading the indicator name, what lies on either side of each, and half-way between; where they name none, shares of the example's own figure. */
function figuresToTry({ document: { nodes, parameters = {} } }: Methodology, id: string, own: Rational): Rational[] {
  const numbers = (value: unknown): Rational[] => {
    if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? [parse(value)] : [];
    if (typeof value !== 'object' || value === null) return [];
    const { parameter } = value as { parameter?: unknown };
    return typeof parameter === 'string' ? numbers(parameters[parameter]?.map((entry) => entry.value)) : Object.values(value).flatMap(numbers);
  };
  const bounds = Object.values(nodes)
    .filter((node) => inputsOf(node).some((input) => readReference(input).id === id))
    .flatMap((node) => ['low', 'high', 'rows', 'knots', 'threshold', 'benchmark', 'target', 'from'].flatMap((field) => numbers(field === 'rows' ? (node[field] as { from?: string }[] | undefined)?.map(({ from }) => from) : field === 'knots' ? (node[field] as { at?: unknown }[] | undefined)?.map(({ at }) => at) : node[field])));
  const shares = bounds.length ? [] : [0, 50, 90, 100, 110, 150].map((share) => divide(multiply(own, whole(share)), whole(100)));
  const sorted = [own, ...bounds, ...shares].sort(compare);
  const between = sorted.slice(1).map((value, index) => divide(add(value, sorted[index]!), whole(2)));
  const hair = parse('0.001');
  return [...new Map([...sorted, ...between, ...bounds.flatMap((value) => [subtract(value, hair), add(value, hair)])].map((value) => [decimalText(value), value])).values()];
}
