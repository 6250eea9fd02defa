import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { readMethodology, readOrgUnits, readValues, score } from './index.ts';
import { readd } from './second-implementation.fixture.ts';

const home = 'packages/scoring-engine/golden';
const schemes = readdirSync(home).filter((id) => existsSync(`${home}/${id}/values.csv`));

it.each(schemes)('every derivation of %s re-adds without the engine, node by node', (id) => {
  const file = (name: string) => readFileSync(`${home}/${id}/${name}`, 'utf8');
  const hierarchy = existsSync(`${home}/${id}/org-units.csv`) ? { hierarchy: readOrgUnits(file('org-units.csv')) } : {};
  const results = score(readMethodology(JSON.parse(readFileSync(`contracts/methodologies/${id}.json`, 'utf8'))), readValues(file('values.csv')), hierarchy);
  const readded = results.flatMap(({ orgUnit, derivation }) => Object.entries(derivation.nodes).map(([node, derived]) => ({ at: `${orgUnit} ${node}`, came: readd(derivation, derived) })));
  expect(readded.filter(({ came }) => came === 'different')).toEqual([]);
  expect(readded.some(({ came }) => came === 'same')).toBe(true);
});
