import { expect, test } from '@jest/globals';
import { readDerivation } from '../breakdown/derivation.ts';
import { type Working, workingOf } from './working.ts';

const node = (...of: string[]) => ({ of, status: 'present', value: '1' });
const flat = ({ id, again, from }: Working): string[] => [`${id}${again ? ' again' : ''}`, ...from.flatMap(flat)];

test('The working goes from the score down to the figures, and works a node that two others use only once', () => {
  const derivation = readDerivation({ root: 'score', nodes: { score: node('learning', 'equity'), learning: node('reading'), equity: node('reading', 'learning') }, inputs: { reading: { status: 'present', value: '1' } } });
  expect(flat(workingOf(derivation))).toEqual(['score', 'learning', 'reading', 'equity', 'reading again', 'learning again']);
});
