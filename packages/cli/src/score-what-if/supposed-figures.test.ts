import { describe, expect, it } from '@jest/globals';
import { supposedFigures } from './supposed-figures.ts';

describe('figures that are supposed on the command line', () => {
  it('are the org unit\'s own or of one below it, by value or by counts', () => {
    expect(supposedFigures(['reading=70.5', 'reading[subgroup=girls]=60', 'presence=36/40', 's-17/presence=90/100', 's-17/absence=3'])).toEqual({
      values: { reading: '70.5', 'reading[subgroup=girls]': '60', presence: { numerator: '36', denominator: '40' } },
      below: { 's-17': { presence: { numerator: '90', denominator: '100' }, absence: '3' } },
    });
  });
  it.each(['reading', 'reading=', '=70', 'presence=90/', 'presence=/100', 'presence=1/2/3'])('are asked for again where %s says none', (text) => {
    expect(() => supposedFigures([text])).toThrow(/supposes nothing\. Write a figure as reading=70/);
  });
});
