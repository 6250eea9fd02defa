import { expect, it } from '@jest/globals';
import { lint, readMethodology, readValues, runExamples, score } from './index.ts';
import { referenceExample, referenceValues } from './reference-example.ts';

it('the document on the reference page comes out as its own examples say', () => expect(runExamples(readMethodology(referenceExample)).map(({ passed, found, expected }) => passed || `${found}, not ${expected}`)).toEqual([true, true]));
it('the linter has no error to name in it', () => expect(lint(referenceExample).filter(({ severity }) => severity === 'error')).toEqual([]));
it('its figures are scored, and the reason stands where they do not suffice', () => {
  const [result] = score(readMethodology(referenceExample), readValues(referenceValues));
  expect(result).toMatchObject({ status: 'not-scorable', reasons: [{ code: 'suppressed', indicator: 'toilets' }] });
  expect(result!.nodes['learning']).toMatchObject({ value: '60' });
});
