/** The worked example of attribution on the reference page; a test holds the page to what the engine gives. */
export const attributionExample = {
  id: 'example-attribution',
  version: '2023.1',
  title: { en: 'Attribution, an example' },
  indicators: { exam: {}, attendance: {} },
  nodes: {
    learning: { step: 'goalposts', of: 'exam', low: '0', high: '100' },
    presence: { step: 'goalposts', of: 'attendance', low: '0', high: '100' },
    total: { step: 'mean', of: ['learning', 'presence'] },
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  attribution: {
    causes: { 'maternity-leave': 'neutral', training: 'counts', suspended: 'does-not-count' },
    parts: { learning: { kind: 'stock', to: 'exposure' }, presence: { kind: 'flow' } },
    nobody: 'not-scorable',
    missing: 'not-scorable',
    minimumService: { days: '90' },
  },
};

export const attributionTable = `person,post,org_unit,from,to,cause
P1,DEO-D1,D1,2020-03-01,2023-05-27,
P1,DEO-D2,D2,2023-05-27,,
P1,DEO-D2,D2,2023-08-01,2023-10-01,maternity-leave
P2,DEO-D1,D1,2023-11-01,,
`;
export const attributionValues = `org_unit,indicator,period,value
D1,exam,2023,80
D1,attendance,2023,60
D2,exam,2023,40
D2,attendance,2023,90
`;

export const attributionWords =
  'P1 has 146 days in D1 and 158 in D2 (219 less 61 of maternity leave). Left out, learning is (146 × 80 + 158 × 40) ÷ 304 and presence (146 × 60 + 158 × 90) ÷ 304, which are 1125/19 and 5745/76, and her score is 10245/152, printed 67.4; with the 61 days as days in post it would be 67.0, so 67.4 stands. P2 has 61 days of the 90 needed, and no score.';
