import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse as csv } from 'csv-parse/sync';
import { compare, parse, parseExact, rational, type Rational, readMethodology, readOrgUnits, readValues, runExamples, score, type ScoreResult, subtract } from './index.ts';

type Row = Record<string, string>;
type Tolerance = string | { readonly relative: string };
const home = 'packages/scoring-engine/golden';
const rows = (path: string) => csv(readFileSync(path, 'utf8'), { columns: true }) as unknown as Row[];
const read = (id: string, file: string) => readFileSync(`${home}/${id}/${file}`, 'utf8');
const methodology = (id: string, edit: (document: never) => void = () => undefined) => {
  const document = JSON.parse(readFileSync(`contracts/methodologies/${id}.json`, 'utf8')) as never;
  edit(document);
  return readMethodology(document);
};
const run = (id: string, ...edit: Parameters<typeof methodology> extends [string, ...infer More] ? More : never) => {
  const hierarchy = existsSync(`${home}/${id}/org-units.csv`) ? { hierarchy: readOrgUnits(read(id, 'org-units.csv')) } : {};
  return score(methodology(id, ...edit), readValues(read(id, 'values.csv')), hierarchy);
};

const size = ({ n, d }: Rational) => rational(n < 0n ? -n : n, d);
const times = (a: Rational, b: Rational) => rational(a.n * b.n, a.d * b.d);

function agrees(found: { value: string; exact: string } | undefined, expected: string, tolerance: Tolerance): boolean {
  if (!found || expected === '' || found.exact === '') return (found?.exact ?? '') === expected;
  if (found.value === expected) return true;
  if (!/^-?\d+(\.\d+)?$/.test(expected)) return false;
  const [is, should] = [parseExact(found.exact), parse(expected)];
  if (tolerance === 'exact') return compare(is, should) === 0;
  const allowed = typeof tolerance === 'string' ? parse(tolerance) : times(size(should), parse(tolerance.relative));
  return compare(size(subtract(is, should)), allowed) <= 0;
}

const schemes = readdirSync(home).filter((id) => existsSync(`${home}/${id}/expected.csv`));

describe.each(schemes)('%s, from configuration alone', (id) => {
  let results: Map<string, ScoreResult>;
  beforeAll(() => void (results = new Map(run(id).map((result) => [`${result.orgUnit} ${result.period}`, result]))));
  const expected = rows(`${home}/${id}/expected.csv`);
  const tolerance = JSON.parse(read(id, 'tolerance.json')) as Record<string, Tolerance>;
  const kinds = [...new Set(expected.map(({ node }) => kindOf(node!)))];

  it.each(kinds)('gives every %s as published', (kind) => {
    const wrong = expected.filter(({ node }) => kindOf(node!) === kind).flatMap(({ org_unit: unit, node, period, value }) => {
      const found = results.get(`${unit} ${period}`)?.nodes[node!];
      return agrees(found, value!, tolerance[node!] ?? tolerance['*']!) ? [] : [`${unit} ${node} ${period}: ${found?.value || found?.status}, not ${value}`];
    });
    expect(wrong).toEqual([]);
  });
  it('comes out as its own examples say', () => expect(runExamples(methodology(id)).filter(({ passed }) => !passed)).toEqual([]));
});

/** Nodes that an item of a list tells apart are counted together. */
function kindOf(node: string): string {
  const dot = node.lastIndexOf('.');
  return dot > 0 ? `*${node.slice(dot)}` : node;
}

describe('asem-coinr, beyond its stages', () => {
  const results = run('asem-coinr');
  it('draws in as many points as published', () => {
    const { nodes } = results[0]!.derivation;
    const found = rows(`${home}/asem-coinr/treatment.csv`).map(({ IndCode: code, Low: low, High: high }) => {
      const { values } = nodes[`${code}.treated`]!.statistics!;
      return [code, compare(parse(low!), parse(values['drawn in below']!)) === 0 && compare(parse(high!), parse(values['drawn in above']!)) === 0];
    });
    expect(found.filter(([, same]) => !same)).toEqual([]);
    expect(found).toHaveLength(49);
  });
  it('moves 78 ranks where Physical is left out', () => {
    const without = run('asem-coinr', ({ nodes }: { nodes: Record<string, { of: string[] }> }) => (nodes['Conn']!.of = nodes['Conn']!.of.filter((pillar) => pillar !== 'Physical')));
    const ranks = new Map(without.map(({ orgUnit, nodes }) => [orgUnit, Number(nodes['Index.rank']!.value)]));
    expect(results.reduce((moved, { orgUnit, nodes }) => moved + Math.abs(ranks.get(orgUnit)! - Number(nodes['Index.rank']!.value)), 0)).toBe(78);
  });
});
