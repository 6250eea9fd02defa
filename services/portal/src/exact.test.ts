import { describe, expect, it } from '@jest/globals';
import { exact, rounded, shownParts } from './exact.ts';

describe('shown parts', () => {
  it('add up to the shown score', () => {
    expect(shownParts(['30.75', '31'].map(exact), '61.8')).toEqual(['30.8', '31.0']);
    expect(shownParts(['10/3', '10/3', '10/3'].map(exact), '10.0')).toEqual(['3.4', '3.3', '3.3']);
  });
  it('round half up on exact numbers', () => {
    expect(rounded(exact('61.75'), 1)).toBe('61.8');
    expect(rounded(exact('1/3'), 6)).toBe('0.333333');
  });
});
