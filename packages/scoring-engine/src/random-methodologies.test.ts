import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, type Methodology, missingKinds, readMethodology, score, type ScoreResult } from './index.ts';
import { anyFigures, anyMethodology, hierarchy } from './random-methodologies.fixture.ts';
import { readd } from './second-implementation/clerk.fixture.ts';
import { steps } from './steps/index.ts';

/** A source beside another is a row that stands twice where the methodology does not tell them apart. */
const results = (methodology: Methodology, cells: readonly Cell[]) => score(methodology, cells.filter(({ source }) => !source || methodology.tellsSourcesApart), { hierarchy });
const byPlace = (methodology: Methodology, cells: readonly Cell[]) => new Map(results(methodology, cells).map((result) => [`${result.orgUnit} ${result.period}`, result]));
const runs = { numRuns: 60 };

describe('whatever the steps, nested, over figures of every kind', () => {
  it('a second implementation works every node out again from the derivation alone, to the printed score', () =>
    fc.assert(fc.property(anyMethodology, anyFigures, (methodology, cells) => {
      for (const result of results(methodology, cells)) expect(readd(result.derivation, result).filter(({ came }) => came !== 'same')).toEqual([]);
    }), runs));

  it('neither the order of figures nor that of org units changes anything, not even in a derivation', () =>
    fc.assert(fc.property(anyMethodology, anyFigures, (methodology, cells) => {
      const again = byPlace(methodology, [...cells].reverse());
      for (const [place, result] of byPlace(methodology, cells)) expect(again.get(place)).toEqual(result);
    }), { numRuns: 20 }));

  it('the order of nodes and indicators in the document changes no figure', () =>
    fc.assert(fc.property(anyMethodology, anyFigures, (methodology, cells) => {
      const turned = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).reverse());
      const { document } = methodology;
      const again = byPlace(readMethodology({ ...document, indicators: turned(document.indicators), nodes: turned(document.nodes) }), cells);
      const figures = ({ score: printed, exact, band }: ScoreResult) => [printed, exact, band];
      for (const [place, result] of byPlace(methodology, cells)) expect(figures(again.get(place)!)).toEqual(figures(result));
    }), { numRuns: 20 }));

  it('nobody is named to anybody else', () =>
    fc.assert(fc.property(anyMethodology, anyFigures, (methodology, cells) => {
      for (const { orgUnit, derivation } of results(methodology, cells)) expect(JSON.stringify(derivation).replaceAll(orgUnit, '')).not.toMatch(/"u\d/);
    }), { numRuns: 20 }));
});

it('what is drawn reaches every step, there and missing, every kind of missing, other periods of other periods, and parts that are left out', () => {
  const [methodologies, figures] = [fc.sample(anyMethodology, { numRuns: 160, seed: 7 }), fc.sample(anyFigures, { numRuns: 12, seed: 7 })];
  const seen = new Set<string>();
  for (const [index, methodology] of methodologies.entries()) {
    for (const { derivation } of results(methodology, figures[index % figures.length]!)) {
      for (const [key, { step, status, parts, parameters }] of Object.entries(derivation.nodes)) {
        seen.add(`${step} ${status === 'present' ? 'there' : 'missing'}`).add(status);
        if (key.includes('@')) seen.add('a node of another period');
        if (status === 'present' && parts?.some(({ contribution }) => contribution === '')) seen.add('a part left out');
        if (Object.values(parameters).some((text) => text.includes('missing ('))) seen.add('a number that is missing');
      }
      for (const key of Object.keys(derivation.inputs)) if (/@.*@/.test(key)) seen.add('a period of another period');
    }
  }
  const wanted = [...steps.flatMap(({ name }) => [`${name} there`, `${name} missing`]), ...missingKinds, 'a node of another period', 'a period of another period', 'a part left out', 'a number that is missing'];
  expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
});
