import { describe, expect, it } from '@jest/globals';
import { type Cell, readMethodology, score } from '../index.ts';

type Document = Record<string, unknown>;
const figures = (values: Readonly<Record<string, string>>): Cell[] =>
  Object.entries(values).map(([indicator, text]): Cell => (/\d/.test(text) ? { orgUnit: 'u', indicator, period: 'p', status: 'present', value: text } : { orgUnit: 'u', indicator, period: 'p', status: text as 'too-few' }));
const methodology = (nodes: Document, indicators: Document) => readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators, nodes, score: { of: 'total' } });
const of = (nodes: Document, indicators: Document, values: Readonly<Record<string, string>>) => score(methodology(nodes, indicators), figures(values))[0]!;

describe('a mean that re-weights', () => {
  const droppable = { missing: { 'too-few': 'drop', suppressed: 'drop' } };
  const three = { a: droppable, b: droppable, c: droppable };
  const mean = (reweight?: Document, step = 'weighted-mean') => ({ total: { step, parts: { a: '40', b: '35', c: '25' }, ...(reweight ? { reweight } : {}) } });

  it('leaves out what may be left out and shares its weight among the rest', () => {
    const { exact, derivation } = of(mean({}), three, { a: '80', b: '50', c: 'too-few' });
    expect(exact).toBe('66');
    expect(derivation.nodes['total']!.parts!.map(({ effectiveWeight, contribution }) => [effectiveWeight, contribution])).toEqual([['8/15', '128/3'], ['7/15', '70/3'], ['0', '']]);
  });
  it.each([
    ['not asked to', undefined, { a: '80', b: '50', c: 'too-few' }, ['too-few c']],
    ['the kind has no rule', {}, { a: '80', b: '50', c: 'not-submitted' }, ['not-submitted c']],
    ['the part is required', { required: ['c'] }, { a: '80', b: '50', c: 'too-few' }, ['too-few c']],
    ['too little weight is left', { minimumWeight: '0.76' }, { a: '80', b: '50', c: 'too-few' }, ['too-few c', 'too-little-present total']],
    ['too few parts are left', { minimumParts: 3 }, { a: '80', b: '50', c: 'suppressed' }, ['suppressed c', 'too-little-present total']],
    ['nothing is left', {}, { a: 'too-few', b: 'too-few', c: 'suppressed' }, ['too-few a', 'too-few b', 'suppressed c', 'too-little-present total']],
  ] as const)('is missing, with its reasons, where %s', (_where, reweight, values, reasons) => {
    const result = of(mean(reweight), three, values);
    expect(result.status).toBe('not-scorable');
    expect(result.reasons.map(({ code, indicator, node }) => `${code} ${indicator ?? node}`)).toEqual(reasons);
  });
  it('holds at exactly the least weight', () => expect(of(mean({ minimumWeight: '0.75' }), three, { a: '80', b: '50', c: 'too-few' }).exact).toBe('66'));
  it('does so for a geometric mean too', () => {
    const nodes = { total: { step: 'geometric-mean', parts: { a: '1', b: '1', c: '2' }, reweight: {} } };
    expect(of(nodes, three, { a: '4', b: '9', c: 'too-few' }).exact).toBe('6');
    expect(of(nodes, three, { a: '4', b: '9', c: '6' }).exact).toBe('6');
  });
});

describe('an indicator that counts as the worst value where it is missing', () => {
  const indicators = { a: { missing: { 'not-submitted': 'worst' } }, b: {} };
  const reweight = {};
  it('earns nothing instead of being left out', () => {
    const nodes = { points: { step: 'goalposts', of: 'a', low: '0', high: '10' }, total: { step: 'mean', of: ['points', 'b'], reweight } };
    expect(of(nodes, indicators, { b: '80' }).exact).toBe('40');
  });
  it('is refused where nothing says what the worst is worth', () => {
    expect(() => methodology({ total: { step: 'mean', of: ['a', 'b'], reweight } }, indicators)).toThrow('/indicators/a/missing/not-submitted');
    expect(() => methodology({ share: { step: 'ratio', of: 'a', per: 'b' }, total: { step: 'mean', of: ['share', 'b'], reweight } }, indicators)).toThrow('/indicators/a/missing/not-submitted');
  });
});

it('too few cases are told by n, then by the denominator, and a number nobody stated is too few', () => {
  const small = methodology({ total: { step: 'mean', of: ['a'] } }, { a: { minimumN: 30 } });
  const statusOf = (more: Partial<Cell>) => score(small, [{ orgUnit: 'u', indicator: 'a', period: 'p', status: 'present', value: '50', ...more }])[0]!;
  expect(statusOf({ n: '30' }).status).toBe('scored');
  expect(statusOf({ n: '29', denominator: '100' }).reasons[0]?.code).toBe('too-few');
  expect(statusOf({ denominator: '30' }).status).toBe('scored');
  expect(statusOf({}).reasons[0]?.code).toBe('too-few');
});

it.each<[string, Document, Record<string, string>, string]>([
  ['the logarithm of a goalpost that is 0', { step: 'log-goalposts', of: 'a', low: { node: 'b' }, high: '9' }, { a: '3', b: '0' }, 'outside-domain'],
  ['a power beyond all printing', { step: 'power-mean', of: ['a'], power: '20000.5' }, { a: '1000' }, 'outside-domain'],
  ['a gap cut into no parts', { step: 'gap-closing-target', of: 'a', parts: { node: 'b' } }, { a: '3', b: '0' }, 'divided-by-zero'],
  ['a rank among nobody', { step: 'exponential-ranks', of: 'a', peers: { period: 'before' } }, { a: '3' }, 'too-few-peers'],
  ['a figure drawn in towards nobody', { step: 'winsorise', of: 'a', most: 1, peers: { period: 'before' } }, { a: '3' }, 'too-few-peers'],
])('%s is missing with its reason, and does not end the run for everybody', (_what, total, values, reason) => {
  const { status, reasons } = of({ total }, { a: {}, b: {} }, values);
  expect([status, reasons.map(({ code }) => code)]).toEqual(['not-scorable', [reason]]);
});

it('a division by zero is missing with its reason and never zero', () => {
  const { status, reasons } = of({ total: { step: 'ratio', of: 'a', per: 'b' } }, { a: {}, b: {} }, { a: '1', b: '0' });
  expect([status, reasons]).toEqual(['not-scorable', [{ code: 'divided-by-zero', node: 'total', text: expect.anything() }]]);
});
