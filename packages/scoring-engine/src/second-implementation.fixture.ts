import { type Derivation, type DerivedNode } from './derived.ts';

/** A clerk's own fractions, on purpose not the engine's: two whole numbers, never shortened. */
type Pair = readonly [bigint, bigint];
export function pair(text: string): Pair {
  const [top = '0', bottom = '1'] = text.split('/');
  const [whole = '0', decimals = ''] = top.split('.');
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(bottom)];
}
const plus = ([a, b]: Pair, [c, d]: Pair): Pair => [a * d + c * b, b * d];
const minus = (x: Pair, [c, d]: Pair) => plus(x, [-c, d]);
const times = ([a, b]: Pair, [c, d]: Pair): Pair => [a * c, b * d];
const over = ([a, b]: Pair, [c, d]: Pair): Pair => (c < 0n ? [-a * d, -c * b] : [a * d, b * c]);
const order = ([a, b]: Pair, [c, d]: Pair) => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0);
const total = (all: readonly Pair[]) => all.reduce(plus, [0n, 1n]);
const extreme = (all: readonly Pair[], sign: number) => all.reduce((a, b) => (order(b, a) * sign > 0 ? b : a));

/** The figures a node read, by the tree alone; nothing where one is read in a way that the tree keeps elsewhere. */
function read({ nodes, inputs }: Derivation, reference: string): Pair | undefined | 'elsewhere' {
  const node = nodes[reference];
  if (node) return node.exact === '' ? undefined : pair(node.exact);
  const input = inputs[reference];
  if (!input) return 'elsewhere';
  if (input.status !== 'present') return undefined;
  return /^-?\d+(\.\d+)?$/.test(input.value) && !(input.numerator && input.value.length > 30) ? pair(input.value) : 'elsewhere';
}

const work: Readonly<Record<string, (x: readonly Pair[], node: DerivedNode) => Pair>> = {
  minimum: (x) => extreme(x, -1),
  maximum: (x) => extreme(x, 1),
  product: (x) => x.reduce(times),
  'harmonic-mean': (x) => (x.some(([n]) => n === 0n) ? [0n, 1n] : over([BigInt(x.length), 1n], total(x.map((one) => over([1n, 1n], one))))),
  'mean-of-best': (x, { parameters }) => {
    const best = [...x].sort((a, b) => -order(a, b)).slice(0, Number(parameters['take']));
    return over(total(best), [BigInt(best.length), 1n]);
  },
  limits: ([x], { parameters: { low, high } }) => {
    const capped = high === undefined ? x! : extreme([x!, pair(high)], -1);
    return low === undefined ? capped : extreme([capped, pair(low)], 1);
  },
  'gap-closing-target': ([x], { parameters: { full, parts, taken } }) => plus(x!, over(times(pair(taken!), minus(pair(full!), x!)), pair(parts!))),
  ratio: ([x, y], { parameters: { scale } }) => times(pair(scale!), over(x!, y!)),
  parity: ([x, y], { parameters: { scale } }) => times(pair(scale!), over(extreme([x!, y!], -1), extreme([x!, y!], 1))),
};

/** Whether a node comes out again from what the tree says of it; `not-tried` where its step is not in this list. */
export function readd(derivation: Derivation, node: DerivedNode): 'same' | 'different' | 'not-tried' {
  if (node.exact === '') return 'not-tried';
  const should = pair(node.unrounded ?? node.exact);
  if (node.parts) return order(total(node.parts.flatMap(({ contribution }) => (contribution === '' ? [] : [pair(contribution)]))), should) === 0 ? 'same' : 'different';
  const found = node.of.map((reference) => read(derivation, reference));
  const again = work[node.step];
  const figures = found.filter((one): one is Pair => one !== undefined && one !== 'elsewhere');
  if (!again || figures.length === 0 || found.includes('elsewhere') || node.parameters['weights']) return 'not-tried';
  return order(again(figures, node), should) === 0 ? 'same' : 'different';
}
