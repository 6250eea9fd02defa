import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMethodology, round, parseExact, score } from '../index.ts';

const of = (is: string, values: Readonly<Record<string, string>> = {}, more: object = {}) => {
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: {}, b: {}, c: {} }, nodes: { total: { step: 'formula', is, ...more } }, score: { of: 'total' } });
  const cells = Object.entries({ c: '0', ...values }).map(([indicator, value]) => ({ orgUnit: 'u', indicator, period: 'p', status: 'present', value }) as const);
  return score(methodology, cells)[0]!;
};
const outcome = (...given: Parameters<typeof of>) => ((result) => result.exact ?? result.reasons[0]?.code)(of(...given));

describe('a formula', () => {
  it.each([
    ['a + b * 2', '7'],
    ['(a + b) / 3', '5/3'],
    ['-a - -b', '-1'],
    ['a ** 3', '27'],
    ['(-a) ** 2 - -(a ** 2)', '18'],
    ['b ** a ** b', '512'],
    ['pow(a, -2)', '1/9'],
    ['if(a > b && !(a == b), min(a, b, 9), 0)', '2'],
    ['max(a, b) - abs(b - a)', '2'],
    ['round(a / b, 0, "half-even")', '2'],
    ['round(a / b, 0, "down")', '1'],
    ['floor(-a / b) + ceil(a / b)', '0'],
    ['sum(a, b) + mean(a, b)', '7.5'],
    ['clamp(a, 0, b)', '2'],
    ['a / c', 'divided-by-zero'],
    ['ln(c)', 'outside-domain'],
    ['sqrt(0 - a)', 'outside-domain'],
    ['0.1 + 0.2', '0.3'],
    ['a >= 3', '1'],
    ['sum(a > 1, b > 2, a == b)', '1'],
    ['(a > 1) * 0.5 + (b > 1)', '1.5'],
    ['if(c, 1, 2) + if(a, 10, 20)', '12'],
    ['!c && a', '1'],
    ['a > 1 || c', '1'],
    ['median(a, b, 9)', '3'],
    ['median(a, b)', '2.5'],
    ['log10(a * 333 + 1)', '3'],
    ['round(a * 117, -2, "half-up")', '400'],
    ['round(a * 50, -2, "half-down")', '100'],
    ['round(0 - a / b, 0, "half-down")', '-1'],
    ['round(0 - a / b, 0, "floor")', '-2'],
    ['round(0 - a / b, 0, "ceiling")', '-1'],
  ])('%s is %s', (is, expected) => expect(outcome(is, { a: '3', b: '2' })).toBe(expected));
  it('works roots to 34 digits', () => expect(outcome('sqrt(a)', { a: '2' })).toBe('1.414213562373095048801688724209698'));
  it.each([['a + b', 'not-submitted'], ['coalesce(b, a, 9)', '3'], ['if(missing(b), 1, b)', '1'], ['if(b > 1, 1, 2)', 'not-submitted'], ['a > 1 || b > 1', '1'], ['a > 5 && b > 1', '0']])(
    'keeps what is missing apart from zero: %s is %s',
    (is, expected) => expect(outcome(is, { a: '3' })).toBe(expected),
  );
  it('says by null that there is nothing, which a mean may leave out and a sum may not take for zero', () => {
    expect([outcome('if(a < 10, null, a)', { a: '3' }), outcome('if(a < 10, null, a)', { a: '30' }), outcome('coalesce(null, a)', { a: '3' }), outcome('missing(null)'), outcome('null + a', { a: '3' })]).toEqual(['not-applicable', '30', '3', '1', 'not-applicable']);
    const nodes = (total: object) => ({ small: { step: 'formula', is: 'if(a < 10, null, a)' }, other: { step: 'formula', is: 'a' }, total });
    const over = (total: object) => score(readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: {} }, nodes: nodes(total), score: { of: 'total' } }), [{ orgUnit: 'u', indicator: 'a', period: 'p', status: 'present', value: '3' }])[0]!;
    expect(over({ step: 'mean', of: ['small', 'other'], reweight: {} }).exact).toBe('3');
    expect(over({ step: 'sum', of: ['small', 'other'] }).reasons[0]).toMatchObject({ code: 'not-applicable' });
  });
  it('shows itself with names and with numbers', () => {
    expect(of('(-a) ** 2', { a: '3' }).derivation.nodes['total']!.formula).toMatchObject({ names: '(-a) ** 2', numbers: '(-3) ** 2 = 9' });
    const { derivation } = of('f / (f + m)', { a: '1', b: '3' }, { let: { f: 'a', m: 'b' } });
    expect(derivation.nodes['total']!.formula).toMatchObject({ names: 'a ÷ (a + b)', numbers: '1 ÷ (1 + 3) = 0.25' });
  });
  it.each([
    ['normal(0)', '0.5'],
    ['normal(1.96)', '0.9750021048517795658634157309591628'],
    ['normal(-1.96)', '0.02499789514822043413658426904083719'],
    ['normal(0 - 10)', '0.000000000000000000000007619853024160526065973343251599308'],
    ['probit(normal(a / 2))', '1.5'],
    ['normal(41)', 'outside-domain'],
    ['probit(1)', 'outside-domain'],
    ['round(50 + 21.06 * probit(0.75), 1, "half-up")', '64.2'],
  ])('knows the normal distribution to 34 digits, also far out: %s is %s', (is, expected) => expect(outcome(is, { a: '3' })).toBe(expected));
  describe('reads a number of the document by a short name', () => {
    const dated = (let_: object, attributes: Record<string, string> = {}, on?: string) => {
      const document = { id: 'm', version: '1', title: { en: 'm' }, indicators: { a: {} }, parameters: { 'rate.of-return': [{ value: '0.08', clause: 'Schedule I' }, { from: '2027-07-01', value: '0.1' }] }, nodes: { total: { step: 'formula', let: let_, is: 'a * k' } }, score: { of: 'total' } };
      return score(readMethodology(document), [{ orgUnit: 'u', indicator: 'a', period: '2026', status: 'present', value: '50' }], { hierarchy: [{ code: 'u', parent: '', level: 'district', attributes }], ...(on ? { on } : {}) })[0]!;
    };
    it('that is dated, on its day, and shows its clause', () => {
      expect(dated({ k: { parameter: 'rate.of-return' } }).exact).toBe('4');
      expect(dated({ k: { parameter: 'rate.of-return' } }, {}, '2027-08-01').exact).toBe('5');
      expect(dated({ k: { parameter: 'rate.of-return' } }).derivation.nodes['total']).toMatchObject({ formula: { names: 'a × rate.of-return', numbers: '50 × 0.08 = 4' }, parameters: { let: '{"k":{"number":"0.08 (Schedule I)"}}' } });
    });
    it('that an attribute tells, and is null where it is not told', () => {
      expect(dated({ k: { attribute: 'hardship' } }, { hardship: '1.5' }).exact).toBe('75');
      expect(dated({ k: { by: 'league', values: { A: '2' } } }, { league: 'A' }).exact).toBe('100');
      expect(dated({ k: { by: 'league', values: { A: '2' } } }, { league: 'B' }).reasons[0]?.code).toBe('no-group');
    });
    it('that nobody set is refused', () => expect(() => dated({ k: { parameter: 'rate' } })).toThrow('/nodes/total/let/k: there is no parameter rate'));
  });
  it.each(['a +', 'nobody(a)', 'a ^ b', 'min()', 'a[0]', '1e5 + a', 'a; b', 'round(a)', 'a < b < c', 'a / 0', 'a = b', 'a % b', 'a > 1 ? b : c', 'a and b', 'round(a, 0, "up-half")', 'a == "red"', 'this'])('is refused where it is none: %s', (is) => expect(() => of(is)).toThrow('/nodes/total/is'));
  it.each([['a + nobody(b)', 'there is no function nobody; there are .*, at character 5'], ['a + (b', 'this is no formula: Unclosed \\(.*at character'], ['1 + a = b', 'equality is written ==, at character 7'], ['medain(a, b)', 'did you mean median']])('is refused with the character at which it goes wrong: %s', (is, text) => expect(() => of(is)).toThrow(new RegExp(text)));
  it('is refused where it names what is not there', () => expect(() => of('a + nobody')).toThrow('there is no node or indicator nobody'));
  it('adds without loss, whatever the numbers', () =>
    fc.assert(fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (a, b) => expect(outcome('a / b * b - a', { a: String(a), b: String(b) })).toBe('0'))));
});

it('the normal quantile is right to 34 digits where tables give it', () => {
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { x: {} }, nodes: { total: { step: 'normal-scores', of: 'x' } }, score: { of: 'total' } });
  const cells = ['a', 'b', 'c'].map((orgUnit, index) => ({ orgUnit, indicator: 'x', period: 'p', status: 'present', value: String(index) }) as const);
  expect(score(methodology, cells).map(({ exact }) => round(parseExact(exact!), 30, 'half-even'))).toEqual(['-0.674489750196081743202227014541', '0.000000000000000000000000000000', '0.674489750196081743202227014541']);
});
