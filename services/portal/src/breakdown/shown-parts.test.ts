import { expect, it } from '@jest/globals';
import { parseExact } from '@mizan/scoring-engine';
import { shownParts } from './shown-parts.ts';

it('shows parts that add up to the shown score', () => {
  expect(shownParts(['30.75', '31'].map(parseExact), '61.8')).toEqual(['30.8', '31.0']);
  expect(shownParts(['10/3', '10/3', '10/3'].map(parseExact), '10.0')).toEqual(['3.4', '3.3', '3.3']);
});
