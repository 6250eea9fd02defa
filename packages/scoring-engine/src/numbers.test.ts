import { describe, expect, it } from '@jest/globals';
import { openSnapshot, readMethodology, score, type ScoreOptions } from './index.ts';
import { earliestDay, firstDay } from './reference.ts';

type Entry = { from?: string; value: string };
const read = (...entries: Entry[]) => readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { x: {} }, parameters: { pay: entries }, nodes: { total: { step: 'formula', let: { pay: { parameter: 'pay' } }, is: 'x * pay' } }, score: { of: 'total' } });
const scored = (entries: readonly Entry[], period: string, options: ScoreOptions = {}) => score(read(...entries), [{ orgUnit: 'u', indicator: 'x', period, status: 'present', value: '1' }], options)[0]!;
const words = (...given: Parameters<typeof scored>) => scored(...given).reasons.map(({ text }) => text.en);

it.each([
  ['2021', '2021-01-01'],
  ['2021-Q3', '2021-07-01'],
  ['2021Q3', '2021-07-01'],
  ['2021-07', '2021-07-01'],
  ['2021-07-15', '2021-07-15'],
  ['2011-12', '2011-12-01'],
  ...['2021-22', '2021/22', '2021/2022', '2021-2022', 'FY2021', 'FY 2021-22', 'S2021', 'Term 1', '2021 Term 1', '2021-W03', '2021-Q5', '2021-13', '20211', 'July 2026', 'baseline'].map((period): [string, undefined] => [period, undefined]),
])('the first day that the period %s says is %s', (period, day) => expect(firstDay(period)).toBe(day));
it.each([['2021-22', '2021-01-01'], ['2021/2022', '2021-01-01'], ['2021-Q2', '2021-04-01'], ['FY2021', undefined]])('the period %s begins no earlier than %s', (period, day) => expect(earliestDay(period)).toBe(day));

describe('a parameter that holds from a day', () => {
  const far = [{ from: '2099-01-01', value: '7' }];
  const two = [{ from: '2021-04-01', value: '5' }, { from: '2099-01-01', value: '7' }];
  const open = [{ value: '5' }, { from: '2099-01-01', value: '7' }];
  it.each(['FY2021', 'S2021', 'Term 1', '2021-22', '2021/22'])('is never taken in %s, which says no first day: there is no score, and the reason says what to do', (period) => {
    for (const entries of [far, two, open]) {
      expect(scored(entries, period)).toMatchObject({ status: 'not-scorable', reasons: [{ code: 'no-day-for-parameter', node: 'total' }] });
      expect(words(entries, period)).toEqual([`total needs the parameter pay, which holds from a day, and the period ${period} says no first day: say the day with --on`]);
    }
  });
  it('is taken by the day that is given', () => {
    expect(scored(two, 'FY2021', { on: '2021-04-01' }).exact).toBe('5');
    expect(scored(two, '2021/22', { on: '2099-01-01' }).exact).toBe('7');
  });
  it('that is not in force yet is named with the day looked for and the day it begins', () => expect(words(two, '2021-Q1')).toEqual(['total needs the parameter pay, which is not in force on 2021-01-01 and begins on 2021-04-01']));
  it('needs no day where it has but one value, for all days', () => expect(scored([{ value: '5' }], 'Term 1').exact).toBe('5'));
});

it('in a snapshot the first day of the cycle decides, also where the name of the cycle says another or none', () => {
  const entries = [{ from: '2021-01-01', value: '5' }, { from: '2021-07-01', value: '7' }];
  const exact = (cycleId: string, start?: string) => {
    const { cells, options } = openSnapshot(read(...entries), { values: `org_unit,indicator,period,value,numerator,denominator,n,status,measured_period\nu,x,${cycleId},1,,,,present,${cycleId}\n`, orgUnits: 'code,name,level,parent_code\nu,U,district,\n', cycleId, start, level: 'district' });
    return score(read(...entries), cells, options)[0]!.exact;
  };
  expect([exact('2021', '2021-07-01'), exact('2021-22', '2021-07-01'), exact('FY2021', '2021-01-01'), exact('2021')]).toEqual(['7', '7', '5', '5']);
});
