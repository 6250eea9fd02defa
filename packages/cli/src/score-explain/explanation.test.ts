import { expect, it } from '@jest/globals';
import { readMethodology, score } from '@mizan/scoring-engine';
import { explanation } from './explanation.ts';

const document = {
  id: 'm',
  version: '1',
  title: { en: 'm' },
  indicators: { absence: {}, reading: {} },
  nodes: {
    absent: { step: 'ratio', of: 'absence.numerator', per: 'absence.denominator' },
    gain: { step: 'difference', of: 'reading', from: 'reading@-1' },
    total: { step: 'sum', of: ['absent', 'gain@-1'] },
  },
  score: { of: 'total' },
};
const row = (indicator: string, period: string, more: object) => ({ orgUnit: 'D1', indicator, period, status: 'present' as const, ...more });
const cells = [row('absence', '2023', { numerator: '10', denominator: '40' }), ...[['2023', '60'], ['2022', '54'], ['2021', '50']].map(([period, value]) => row('reading', period!, { value }))];

it('an explanation goes down to every figure, also one read as a side value or by a node of an earlier period', () => {
  const result = score(readMethodology(document), cells, { period: '2023' })[0]!;
  expect(explanation({ orgUnit: 'D1', cycleId: '2023', status: result.status, score: result.score }, result.derivation as never, []).join('\n')).toBe(`D1 2023: 4.25 (no band)
  total = 4.25
    absent + gain@-1
    0.25 + 4 = 4.25
    absent = 0.25
      1 × absence.numerator ÷ absence.denominator
      1 × 10 ÷ 40 = 0.25
      absence (numerator) = 10
      absence (denominator) = 40
    gain@-1 = 4
      reading − reading@-1
      54 − 50 = 4
      reading@-1 = 54
      reading@-1@-1 = 50`);
});
it('what is missing is said by its kind', () => {
  const result = score(readMethodology(document), cells.slice(0, 3), { period: '2023' })[0]!;
  expect(explanation({ orgUnit: 'D1', cycleId: '2023', status: result.status }, result.derivation as never, []).filter((line) => line.includes('@-1 ='))).toEqual(['    gain@-1 = not-submitted', '      reading@-1 = 54', '      reading@-1@-1 = not-submitted']);
});
