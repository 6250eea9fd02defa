import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse as csv } from 'csv-parse/sync';
import { type Cell, compare, parse, type Rational, rational, readMethodology, round, runExamples, score } from './index.ts';

type Row = Record<string, string>;
const rows = (path: string) => csv(readFileSync(path, 'utf8'), { columns: true }) as unknown as Row[];
const methodology = (id: string) => readMethodology(JSON.parse(readFileSync(`contracts/methodologies/${id}.json`, 'utf8')));
const exact = (text: string): Rational => {
  const [n = '', d = '1'] = text.split('/');
  const top = parse(n);
  return rational(top.n, top.d * BigInt(d));
};
const placesOf = (text: string) => text.split('.')[1]?.length ?? 0;
const within = (a: Rational, b: Rational, tolerance: string) => {
  const n = a.n * b.d - b.n * a.d;
  return compare(rational(n < 0n ? -n : n, a.d * b.d), parse(tolerance)) <= 0;
};

it.each(['pakistan-alif-ailaan', 'undp-hdi', 'mizan-demonstration'])('%s comes out as its own examples say', (id) => {
  const results = runExamples(methodology(id));
  expect(results.length).toBeGreaterThan(0);
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
});

describe('the published scores of 580 districts and years in Pakistan, from configuration alone', () => {
  const observations = rows('demonstration/data/observations.csv');
  const cells = observations.map((row): Cell => ({ orgUnit: row['org_unit']!, indicator: row['indicator']!, period: row['period']!, status: 'present', value: row['value']! }));
  const results = new Map(score(methodology('pakistan-alif-ailaan'), cells).map((result) => [`${result.orgUnit} ${result.period}`, result]));
  const published = rows('demonstration/data/published_scores.csv');

  it.each([
    [
      'education_score',
      455,
      // The two of 2016 are published as means of two parts; the other two stand as 0.0 because nothing was measured.
      [
        'PK-BA-AWARAN 2014',
        'PK-BA-PANJGUR 2014',
        'PK-BA-WASHUK 2014',
        'PK-BA-ZHOB 2014',
        'PK-BA-ZIARAT 2014',
        'PK-KP-SWABI 2014',
        'PK-PB-TOBA-TEK-SINGH 2014',
        'PK-PB-VEHARI 2014',
        'PK-TA-FR-KOHAT 2014',
        'PK-TA-KURRAM-AGENCY 2014',
        'PK-TA-NORTH-WAZIRISTAN-AGENCY 2014',
        'PK-TA-NORTH-WAZIRISTAN-AGENCY 2016',
        'PK-TA-SOUTH-WAZIRISTAN-AGENCY 2014',
        'PK-TA-SOUTH-WAZIRISTAN-AGENCY 2016',
      ],
    ],
    ['school_infrastructure_score', 480, ['PK-IS-ISLAMABAD 2013', 'PK-TA-NORTH-WAZIRISTAN-AGENCY 2016']],
  ])('%s follows from its parts but for the exceptions named', (node, printed, named) => {
    const compared = published.map((row) => ({ key: `${row['org_unit']} ${row['period']}`, text: row[node]!, found: exact(results.get(`${row['org_unit']} ${row['period']}`)!.nodes[node]!.exact) }));
    const exceptions = compared.filter(({ text, found }) => !within(found, parse(text), '0.02')).map(({ key }) => key);
    expect(compared).toHaveLength(580);
    expect(exceptions.sort()).toEqual(named);
    expect(compared.filter(({ text, found }) => round(found, placesOf(text), 'half-up') === text)).toHaveLength(printed);
  });
});

describe('the Human Development Report, from configuration alone', () => {
  const undp = methodology('undp-hdi');
  const scored = (file: string, columns: readonly string[]) => {
    const published = rows(`packages/scoring-engine/golden/undp-hdi/${file}`);
    const cells = published.flatMap((row) => columns.map((indicator): Cell => ({ orgUnit: row['iso3']!, indicator, period: 'x', status: 'present', value: row[indicator]! })));
    const found = new Map(score(undp, cells).map((result) => [result.orgUnit, result]));
    return published.map((row) => ({ row, result: found.get(row['iso3']!)! }));
  };

  it('gives every country the published HDI after rounding half up to three places', () => {
    const compared = scored('hdi_2015.csv', ['le', 'eys', 'mys', 'gnipc']);
    expect(compared.length).toBeGreaterThan(200);
    expect(compared.filter(({ row, result }) => compare(parse(result.score!), parse(row['hdi']!)) !== 0)).toEqual([]);
  });

  it('gives the female and male HDI to eight places and the GDI to the half of its last', () => {
    const compared = scored('gdi_2022.csv', ['le_f', 'eys_f', 'mys_f', 'gni_pc_f', 'le_m', 'eys_m', 'mys_m', 'gni_pc_m']);
    const far = (node: string, tolerance: string) => compared.filter(({ row, result }) => !within(exact(result.nodes[node]!.exact), parse(row[node]!), tolerance)).map(({ row }) => row['iso3']);
    expect(compared.length).toBeGreaterThan(90);
    expect(far('hdi_f', '0.00000001')).toEqual([]);
    expect(far('hdi_m', '0.00000001')).toEqual([]);
    expect(far('gdi', '0.0005')).toEqual([]);
  });

  it('gives the Gender Inequality Index to the half of its last place', () => {
    const compared = scored('gii_2022.csv', ['mmr', 'abr', 'pr_f', 'pr_m', 'se_f', 'se_m', 'lfpr_f', 'lfpr_m']);
    expect(compared.length).toBeGreaterThan(90);
    expect(compared.filter(({ row, result }) => !within(exact(result.nodes['gii']!.exact), parse(row['gii']!), '0.0005')).map(({ row }) => row['iso3'])).toEqual([]);
  });

  it('lowers the index by inequality, and not where there is none', () => {
    const given = { le: '66.431', eys: '7.895108', mys: '4.422319', gnipc: '5374.272' };
    const at = (...losses: readonly string[]) => {
      const cells = Object.entries({ ...given, ineq_le: losses[0]!, ineq_edu: losses[1]!, ineq_inc: losses[2]! }).map(([indicator, value]): Cell => ({ orgUnit: 'PAK', indicator, period: 'x', status: 'present', value }));
      const { hdi, ihdi, coef_ineq: coefficient, loss } = score(undp, cells)[0]!.nodes;
      return { hdi: hdi!.exact, ihdi: ihdi!.exact, coefficient: coefficient!.exact, loss: loss!.exact };
    };
    const even = at('0', '0', '0');
    expect(even).toMatchObject({ ihdi: even.hdi, coefficient: '0', loss: '0' });
    expect(within(exact(at('27', '27', '27').ihdi), exact(even.hdi), '0')).toBe(false);
    expect(at('10', '20', '60').coefficient).toBe('30');
    // All lose the same share: the index loses that share too, and the printed loss is that of the printed values.
    expect(round(exact(at('20', '20', '20').ihdi), 6, 'half-up')).toBe('0.432175');
    expect(at('20', '20', '20').loss).toBe('20');
  });
});
