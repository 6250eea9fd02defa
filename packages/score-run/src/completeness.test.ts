import { expect, it } from '@jest/globals';
import { completenessOf } from './completeness.ts';

it('is rounded down, so that a missing figure never shows as complete', () => {
  expect(completenessOf(['present', 'present', 'not-submitted'])).toBe('66.6');
  expect(completenessOf([...Array.from({ length: 1999 }, () => 'present'), 'too-few'])).toBe('99.9');
});

it('is 100 only when every required value is present', () => {
  expect(completenessOf(['present', 'present'])).toBe('100.0');
  expect(completenessOf(['not-applicable'])).toBe('0.0');
});
