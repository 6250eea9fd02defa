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

it('counts a figure pooled from schools once, as the share of the schools that have it', () => {
  const schools = (figure: string, ...statuses: string[]) => statuses.map((status) => ({ figure, status }));
  expect(completenessOf([], schools('present', 'present', 'present', 'not-submitted'))).toBe('66.6');
  expect(completenessOf(['not-submitted'], schools('present', ...Array.from({ length: 300 }, () => 'present')))).toBe('50.0');
  expect(completenessOf(['present'], [...schools('present', 'present', 'present'), ...schools('enrolled', 'present', 'too-few')])).toBe('83.3');
});
