import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inForceOn, type Publication } from './in-force.ts';

const day = fc.integer({ min: 0, max: 9 }).map((n) => `2026-01-0${n}`);
const published = fc.array(fc.record({ from: day, until: fc.option(day, { nil: undefined }) })).map((all) => all.map(({ from, until }, seq): Publication => ({ methodologySha256: String(seq), version: String(seq), seq, from, ...(until === undefined ? {} : { until }) })));

it('a later publication takes over from its own day on and leaves every earlier day as it was', () => {
  fc.assert(
    fc.property(published, day, day, (earlier, from, asked) => {
      const last: Publication = { methodologySha256: 'last', version: 'last', seq: earlier.length, from };
      const holds = inForceOn([...earlier, last], asked);
      expect(holds).toEqual(asked >= from ? last : inForceOn(earlier, asked));
    }),
  );
});

it('a document that has ended leaves no version in force, not the one before it', () => {
  const [old, ended] = [{ methodologySha256: 'a', version: '1', seq: 1, from: '2023-01-01' }, { methodologySha256: 'b', version: '2', seq: 2, from: '2024-01-01', until: '2025-01-01' }];
  expect([inForceOn([old, ended], '2023-12-31')?.version, inForceOn([old, ended], '2024-12-31')?.version, inForceOn([old, ended], '2025-01-01')]).toEqual(['1', '2', undefined]);
});
