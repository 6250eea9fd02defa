import { expect, it } from '@jest/globals';
import { atMost, differenceOf } from './difference.ts';

it('subtracts decimals exactly whatever their places', () => {
  expect(differenceOf('47.978376211', '47.98')).toBe('0.001623789');
  expect(differenceOf('0.1', '0.30')).toBe('0.20');
  expect(differenceOf('-0.5', '0.5')).toBe('1.0');
  expect(differenceOf('7', '7')).toBe('0');
});

it('counts a difference of exactly the tolerance as following', () => {
  expect(atMost('0.020', '0.02')).toBe(true);
  expect(atMost('0.0200000001', '0.02')).toBe(false);
});
