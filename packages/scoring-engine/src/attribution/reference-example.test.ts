import { expect, it } from '@jest/globals';
import { readAttributions, readMethodology, readValues, scoreManagers } from '../index.ts';
import { attributionExample, attributionTable, attributionValues, attributionWords } from './reference-example.ts';

it('the example of attribution on the reference page is what the engine gives', () => {
  const [p1, p2] = scoreManagers(readMethodology(attributionExample), readValues(attributionValues), readAttributions(attributionTable), { period: '2023', cycle: { start: '2023-01-01', end: '2023-12-31' } });
  const { orgUnits, parts, neutralDays } = p1!.derivation;
  expect([p1!.score, p1!.exact, neutralDays, orgUnits, parts['learning']!.exact, parts['presence']!.exact]).toEqual([
    '67.4',
    '10245/152',
    { are: 'left-out', leftOut: '10245/152', counted: '67' },
    [{ orgUnit: 'D1', days: '146', share: '73/152', score: '70.0', status: 'scored' }, { orgUnit: 'D2', days: '158', share: '79/152', score: '65.0', status: 'scored' }],
    '1125/19',
    '5745/76',
  ]);
  expect([p2!.status, p2!.reasons[0]?.text.en]).toEqual(['not-scorable', '61 days of service were found and 90 are needed']);
  for (const figure of ['146', '158', '1125/19', '5745/76', '10245/152', 'printed 67.4', 'would be 67.0', 'P2 has 61 days of the 90']) expect(attributionWords).toContain(figure);
});
