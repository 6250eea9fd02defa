import { expect, it } from '@jest/globals';
import { lint, readMethodology, readValues, runExamples, score } from './index.ts';
import { referenceExample, referenceResult, referenceValues } from './reference-example.ts';

it('the document on the reference page comes out as its own examples say', () => expect(runExamples(readMethodology(referenceExample)).map(({ passed, found, expected }) => passed || `${found}, not ${expected}`)).toEqual([true, true]));
it('the linter has no error to name in it', () => expect(lint(referenceExample).filter(({ severity }) => severity === 'error')).toEqual([]));
it('its figures give the line that the page shows: a suppressed figure is left out, for its rule says so', () => {
  const [result] = score(readMethodology(referenceExample), readValues(referenceValues));
  expect([result!.orgUnit, result!.period, result!.score, result!.band, result!.status].join()).toBe(referenceResult);
  expect(result!.nodes['facilities']).toMatchObject({ value: '75' });
});
