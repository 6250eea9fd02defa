import { expect, test } from '@jest/globals';
import { readDerivation } from '../breakdown/derivation.ts';
import { type Working, workingOf } from './working.ts';

const node = (...of: string[]) => ({ of, status: 'present', value: '1' });
const flat = ({ id, again, from }: Working): string[] => [`${id}${again ? ' again' : ''}`, ...from.flatMap(flat)];

test('The working goes from the score down to the figures, and works a node that two others use only once', () => {
  const derivation = readDerivation({ root: 'score', nodes: { score: node('learning', 'equity'), learning: node('reading'), equity: node('reading', 'learning') }, inputs: { reading: { status: 'present', value: '1' } } });
  expect(flat(workingOf(derivation))).toEqual(['score', 'learning', 'reading', 'equity', 'reading again', 'learning again']);
});

test('A figure read by a side value, or by a node of another period, is found where the derivation has it', () => {
  const derivation = readDerivation({ root: 'score', nodes: { score: node('share', 'gain@-1'), share: node('absence.numerator', 'absence.denominator'), gain: node('reading@-1'), 'gain@-1': node('reading@-1') }, inputs: { absence: { status: 'present' }, 'reading@-1@-1': { status: 'present' } } });
  expect(flat(workingOf(derivation))).toEqual(['score', 'share', 'absence', 'gain@-1', 'reading@-1@-1']);
});
