import { expect, it } from '@jest/globals';
import { readAttributions, readMethodology, readValues, scoreManagers } from '../index.ts';
import { attributionExample, attributionTable, attributionValues, attributionWords } from './reference-example.ts';

it('the example of attribution on the reference page is what the engine gives', () => {
  const [p1, p2] = scoreManagers(readMethodology(attributionExample), readValues(attributionValues), readAttributions(attributionTable), { period: '2023', cycle: { start: '2023-01-01', end: '2023-12-31' } });
  const { orgUnits, parts, neutralDays } = p1!.derivation;
  expect([p1!.score, p1!.exact, neutralDays, orgUnits, parts['learning']!.exact, parts['presence']!.exact]).toEqual([]);
  expect([p2!.status, p2!.reasons[0]?.text.en]).toEqual(['not-scorable', '61 days of service were found and 90 are needed']);
  expect(attributionWords).toContain(p1!.score);
});
