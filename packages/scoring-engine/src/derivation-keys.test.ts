import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { undescribed } from './derivation-keys.fixture.ts';
import { derivationKeys } from './derivation-keys.ts';
import { readMethodology, readOrgUnits, readValues, score } from './index.ts';
import { anyFigures, anyMethodology, hierarchy } from './random-methodologies.fixture.ts';
import { stepNamed } from './steps/index.ts';

describe('every key of a derivation is described on the reference page', () => {
  const home = 'packages/scoring-engine/golden';
  const schemes = readdirSync(home).filter((id) => existsSync(`${home}/${id}/expected.csv`));
  it.each(schemes)('of the scheme %s', (id) => {
    const orgUnits = `${home}/${id}/org-units.csv`;
    const results = score(readMethodology(JSON.parse(readFileSync(`contracts/methodologies/${id}.json`, 'utf8'))), readValues(readFileSync(`${home}/${id}/values.csv`, 'utf8')), existsSync(orgUnits) ? { hierarchy: readOrgUnits(readFileSync(orgUnits, 'utf8')) } : {});
    expect([...new Set(results.slice(0, 5).flatMap(({ derivation }) => undescribed(derivation)))]).toEqual([]);
  });
  it('of whatever steps, over figures of every kind', () => {
    fc.assert(fc.property(anyMethodology, anyFigures, (methodology, cells) => {
      for (const { derivation } of score(methodology, cells, { hierarchy })) expect(undescribed(derivation)).toEqual([]);
    }), { numRuns: 40 });
  });
});

it('no key is described for a step that there is not', () => expect(derivationKeys.flatMap(({ steps: of = [] }) => of).filter((name) => !stepNamed.has(name))).toEqual([]));
