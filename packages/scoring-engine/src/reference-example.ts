/** The whole document that the reference page shows; a test scores it. */
export const referenceExample = {
  id: 'example-district-score',
  version: '2026.1',
  title: { en: 'District score, an example' },
  level: 'district',
  effective: { from: '2026-07-01' },
  undertakings: { shares: [{ tag: 'learning', least: '0.4' }], requests: 2, refusedSources: ['coaching-record'], total: '100' },
  lists: { facilities: ['water', 'electricity', 'toilets'] },
  indicators: {
    reading: { label: { en: 'Pupils who read a story' }, unit: 'percent', direction: 'higher', sourceClass: 'assessment', tags: ['learning'], controllableBy: ['district-manager'], minimumN: 30, missing: { 'too-few': 'drop' } },
    absence: { label: { en: 'Teachers absent' }, unit: 'percent', direction: 'lower', sourceClass: 'monitor-visit', controllableBy: ['district-manager'], missing: { 'not-submitted': 'worst' } },
    '{}': { forEach: 'facilities', unit: 'percent', direction: 'higher', sourceClass: 'census', controllableBy: ['district-manager'], missing: { suppressed: 'drop' } },
  },
  parameters: { 'absence.worst': [{ from: '2026-07-01', value: '30', clause: 'Schedule II, 4' }, { from: '2027-07-01', value: '25', clause: 'Schedule II, 4, as amended' }] },
  nodes: {
    level: { step: 'goalposts', of: 'reading', low: '20', high: '80' },
    progress: [{ step: 'difference', of: 'reading', from: 'reading@baseline' }, { step: 'goalposts', low: '0', high: '10' }],
    learning: { step: 'maximum', of: ['level', 'progress'], leaveOut: { required: ['level'] }, label: { en: 'Learning: level or progress, whichever is better' } },
    presence: { step: 'goalposts', of: 'absence', low: '5', high: { parameter: 'absence.worst' } },
    facilities: { step: 'mean', of: [{ forEach: 'facilities', is: '{}' }], reweight: { minimumParts: 2 } },
    total: { step: 'weighted-mean', parts: { learning: '50', presence: '30', facilities: '20' } },
    'total.rank': { step: 'rank', of: 'total' },
    'has-presence': { step: 'formula', is: 'absence <= 20' },
    grade: { step: 'step-table', of: 'total', closed: 'from', rows: [{ id: 'developing' }, { from: '50', id: 'established' }, { from: '75', id: 'leading' }] },
    band: { step: 'gate', of: 'grade', conditions: ['has-presence'], otherwise: { id: 'not eligible' }, whenMissing: 'fails' },
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' }, band: 'band' },
  examples: [
    { name: 'weak but much better than before', given: { reading: '32', 'reading.n': '400', 'reading@baseline': '26', 'reading.n@baseline': '380', absence: '10', water: '90', electricity: '60', toilets: '75' }, then: { score: '69.0', band: 'established' } },
    { name: 'nobody reported on teachers', given: { reading: '80', 'reading.n': '400', 'reading@baseline': '70', 'reading.n@baseline': '380', absence: 'not-submitted', water: '100', electricity: '100', toilets: '100' }, then: { score: '70.0', band: 'not eligible' } },
  ],
};

export const referenceValues = `org_unit,indicator,period,value,numerator,denominator,n,status
D1,reading,2026-07,32,,,400,
D1,reading,baseline,26,,,380,
D1,absence,2026-07,,40,400,,
D1,water,2026-07,90,,,,
D1,electricity,2026-07,60,,,,
D1,toilets,2026-07,,,,,suppressed
`;

/** What `engine score` prints of it, as a test sees to. */
export const referenceResult = 'D1,2026-07,69.0,established,scored';
