import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type ScoreResult } from '@mizan/scoring-engine';
import { goldenSets } from '../golden/sets.ts';
import { scoresRootOf } from '../index.ts';
import { demonstrationRun } from '../replay-run/stored-run.fixture.ts';
import { stepsInOrder } from '../steps-in-order.ts';
import { differences, inWords } from './difference.ts';
import { type EngineRecord, recordOf } from './record.ts';

const onRecord = JSON.parse(readFileSync('packages/scoring-engine/golden/results.json', 'utf8')) as EngineRecord;
const sets = goldenSets();

describe('the engine gives what it gave, derivations included', () => {
  it('has every golden scheme and every past run on record', () => expect(Object.keys(onRecord).sort()).toEqual(sets.map(({ name }) => name).sort()));
  it.each(sets)('for $name', ({ name, score }) => {
    expect(inWords(differences({ [name]: onRecord[name]! }, { [name]: recordOf(score()) }))).toEqual(['none']);
  });

  it('down to the root that the log of the demonstration run signed', () => {
    const { run, scores } = demonstrationRun();
    expect(scoresRootOf(scores)).toBe(run.scoresRoot);
  });
});

describe('a change of the engine', () => {
  const results = sets.find(({ name }) => name === 'cms-hrrp-peer-group')!.score();
  const before = { scheme: recordOf(results) };
  /** As if the engine gave one node, and all that use it, another number for one org unit. */
  const changed = (index: number, node: string): ScoreResult[] =>
    results.map((result, at) => {
      if (at !== index) return result;
      const order = stepsInOrder(result.derivation);
      const uses = (id: string): boolean => id === node || (result.derivation.nodes[id]?.of ?? []).some(uses);
      const nodes = Object.fromEntries(order.flatMap((id) => (result.derivation.nodes[id] ? [[id, uses(id) ? { ...result.derivation.nodes[id], exact: '0.1' } : result.derivation.nodes[id]]] : [])));
      return { ...result, derivation: { ...result.derivation, nodes } };
    });

  it('is told by scheme, org unit and the first node in evaluation order, however many follow it', () => {
    const { orgUnit, period } = results[2]!;
    const node = 'HF.contribution';
    const [head, line] = inWords(differences(before, { scheme: recordOf(changed(2, node)) }));
    expect(head).toBe('scheme: 1 of 6 org units differ, 0 of them in what is printed.');
    expect(line).toContain(`- ${orgUnit} ${period}: the first step that differs is \`${node}\`; score `);
  });
  it('of what is printed is told with the score before and after', () => {
    const [one, ...others] = results;
    expect(inWords(differences(before, { scheme: recordOf([{ ...one!, score: '9' }, ...others]) }))[1]).toMatch(/first step that differs is `\(score\)`; score \S+ → 9$/);
  });
  it('that changes nothing is none', () => expect(inWords(differences(before, { scheme: recordOf(results) }))).toEqual(['none']));
  it('is looked for in an order in which nothing stands before what it reads', () => {
    for (const { derivation } of results) {
      const order = stepsInOrder(derivation);
      for (const [id, { of }] of Object.entries(derivation.nodes)) for (const input of of) expect(order.indexOf(input)).toBeLessThan(order.indexOf(id));
    }
  });
});
