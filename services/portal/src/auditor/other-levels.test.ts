import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from '@jest/globals';
import { type TraceOfOtherLevels } from '@mizan/contracts';
import { partlyBelow, readDerivation } from '../breakdown/derivation.ts';
import { words } from '../words/index.ts';
import { OtherLevels } from './other-levels.tsx';

const school = (at: number) => ({ orgUnit: `s${at}`, name: `School ${at}`, level: 'school', parent: 't1', figures: [{ figure: 'present', indicator: 'present', period: '2050', status: at === 1 ? 'not-submitted' : 'present', value: at === 1 ? '' : `3${at}`, proved: true, nodes: ['attendance'] }] });
const shown = (count: number, language: 'en' | 'ur' = 'en') => {
  const of: TraceOfOtherLevels = { proved: true, submissions: [], orgUnits: Array.from({ length: count }, (_, at) => school(at)) };
  return renderToStaticMarkup(createElement(OtherLevels, { of, id: 'others', level: 2, w: words[language] }));
};

describe('the schools under a traced district', () => {
  it('are shown each with its figures, or that it sent none, where they are few', () => {
    expect(shown(3)).toMatch(/<details class="level" open=""><summary><bdi>3<\/bdi> under .*t1.* · <bdi>1<\/bdi> missing<\/summary>/);
    expect(shown(3).replace(/<[^>]+>/g, '')).toContain('s1 School 1 · present not submitted');
  });
  it('wait folded under their tehsil where they are many, in both languages', () => {
    expect(shown(21)).toMatch(/<details class="level"><summary><bdi>21<\/bdi> under/);
    expect(shown(21, 'ur')).toMatch(/<details class="level"><summary><bdi><bdi dir="ltr">t1<\/bdi><\/bdi> کے تحت <bdi>21<\/bdi>/);
  });
});

it('A node that is worked out from some of the schools says of how many, for the officer who signs', () => {
  const node = (count: string) => ({ status: 'present', value: '1', parameters: { below: '4' }, statistics: { count } });
  expect(partlyBelow(readDerivation({ root: 'total', nodes: { total: { status: 'present', value: '1' }, attendance: node('3'), whole: node('4') } }))).toEqual([{ id: 'attendance', label: undefined, count: '3', below: '4' }]);
});
