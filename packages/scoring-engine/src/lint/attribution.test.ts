import { describe, expect, it } from '@jest/globals';
import { lint } from '../index.ts';

type Json = Record<string, unknown>;
const attribution: Json = { causes: { leave: 'neutral' }, parts: { points: { kind: 'flow' } }, nobody: 'not-scorable', missing: 'not-scorable', minimumService: { days: '90' } };
const document = (more: Json = {}, changed: Json = {}): Json => ({
  id: 'm',
  version: '1',
  title: { en: 'm' },
  indicators: { reading: { controllableBy: ['district-manager'] } },
  nodes: { points: { step: 'goalposts', of: 'reading', low: '0', high: '100' }, total: { step: 'weighted-mean', parts: { points: '1' } } },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  examples: [{ name: 'half-way', given: { reading: '50' }, then: { score: '50.0' } }],
  ...changed,
  attribution: { ...attribution, ...more },
});
const found = (json: Json) => lint(json).map(({ severity, pointer, text }) => `${severity} ${pointer}: ${text}`);

it('a sound section has nothing to say', () => expect(lint(document())).toEqual([]));
describe('a planted fault is named with its place', () => {
  const averaged = { nodes: { points: { step: 'goalposts', of: 'reading', low: '0', high: '100' }, total: { step: 'percent-rank', of: 'points' } } };
  const gain = { nodes: { points: { step: 'difference', of: 'reading', from: 'reading@-1' }, total: { step: 'weighted-mean', parts: { points: '1' } } }, examples: [] };
  it.each<[string, Json, Json, string]>([
    ['a figure of which nobody says whether it is a flow or a stock', { parts: {} }, {}, 'error /attribution/parts: reading is read above the parts, so nobody says whether it is a flow or a stock'],
    ['a part that does not exist', { parts: { points: { kind: 'flow' }, nobody: { kind: 'flow' } } }, {}, 'error /attribution/parts/nobody: there is no node or indicator nobody'],
    ['a stock that does not say whose it is', { parts: { points: { kind: 'stock' } } }, {}, 'error /attribution/parts/points: a flow, { "kind": "flow" }, or a stock'],
    ['a rank above the parts', {}, averaged, 'error /attribution/parts: total (percent-rank) looks at other org units'],
    ['a side value of an attributed indicator', { parts: { reading: { kind: 'flow' } } }, { nodes: { total: { step: 'ratio', of: 'reading.numerator', per: 'reading' } }, examples: [] }, 'error /attribution/parts/reading: reading.numerator is read above reading'],
    ['a parameter that does not exist', { minimumService: { days: { parameter: 'least' } } }, {}, 'error /attribution/minimumService/days: there is no parameter least'],
    ['being in post as a cause of absence', { causes: { 'in-post': 'neutral' } }, {}, 'error /attribution/causes/in-post: a day in post always counts'],
    ['a minimum service longer than any cycle', { minimumService: { days: '400' } }, {}, 'error /attribution/minimumService/days: the minimum service of 400 days'],
    ['a part left out where nothing re-weights', { nobody: 're-weight' }, {}, 'warning /attribution/nobody: no node above'],
    ['a part that nothing reads', { parts: { points: { kind: 'flow' }, reading: { kind: 'flow' } } }, {}, 'warning /attribution/parts/reading: nothing above reads'],
    ['improvement without a word on newcomers', {}, gain, 'warning /attribution: points reads figures of another period'],
    ['no cause at all', { causes: {} }, {}, 'warning /attribution/causes: no cause'],
    ['a mode that is not written', { missing: undefined }, {}, 'error /attribution/missing: this is needed and not there'],
  ])('%s', (_what, more, changed, expected) => expect(found(document(more, changed))).toContainEqual(expect.stringContaining(expected)));
});
