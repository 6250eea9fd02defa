import { expect, test } from '@jest/globals';
import { type Ask } from '../ask.ts';
import { nearerToTarget, targets, tryWhatIfs } from './what-ifs.ts';

const derivation = (inputs: Record<string, string>) => ({ root: 'all', inputs: Object.fromEntries(Object.entries(inputs).map(([id, value]) => [id, { value, status: 'present' }])) });

test('A figure that should fall is brought down towards its target, not raised', () => {
  const target = targets({ nodes: { absence: { step: 'goalposts', of: 'absence_rate', low: '40', high: '10' } } });
  expect(nearerToTarget(derivation({ absence_rate: '22.5' }), target)).toEqual([{ indicator: 'absence_rate', from: '22.5', to: '17.5' }]);
});

test('A figure stops at its target, one already there is not tried, and one without a target is not guessed at', () => {
  const target = { learning: '100', toilets: '100' };
  expect(nearerToTarget(derivation({ learning: '97', toilets: '100', other: '3' }), target)).toEqual([{ indicator: 'learning', from: '97', to: '100' }]);
});

test('Of all figures short of their targets the two that raise the score most are shown, not the two furthest away', async () => {
  const scores: Record<string, string> = { toilets: '50.3', learning: '52.0', presence: '54.2' };
  const engine = ((_: unknown, { body }: { body: { values: Record<string, string> } }) => Promise.resolve({ score: scores[Object.keys(body.values)[0]!] })) as unknown as Ask;
  const nodes = Object.fromEntries(Object.keys(scores).map((indicator) => [`${indicator}_points`, { step: 'goalposts', of: indicator, low: '0', high: '100' }]));
  const raised = await tryWhatIfs(engine, { cycleId: '2023', orgUnit: 'X' }, derivation({ toilets: '2', learning: '60', presence: '80' }), { nodes });
  expect(raised.map(({ indicator, score }) => [indicator, score])).toEqual([['presence', '54.2'], ['learning', '52.0']]);
});
