import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Cell, readMethodology, readOrgUnits, readValues, score, type ScoreOptions, type ScoreResult } from '@mizan/scoring-engine';
import { readFrozen } from '../read-frozen.ts';
import { csvRows } from '@mizan/scoring-engine/values-file.ts';

const repository = new URL('../../../../', import.meta.url);
const goldens = new URL('packages/scoring-engine/golden/', repository);
const pastRuns = new URL('packages/score-run/golden/', repository);
const textOf = (path: string, base = repository) => readFileSync(new URL(path, base), 'utf8');

/** A body of figures on which the engine must go on giving what it gave. */
export interface GoldenSet {
  readonly name: string;
  readonly score: () => ScoreResult[];
}

/** Every published scheme, and every past run of the demonstration as it was frozen. */
export function goldenSets(): GoldenSet[] {
  const schemes = foldersOf(goldens).filter((id) => existsSync(new URL(`${id}/values.csv`, goldens)));
  return [...schemes.map(ofFiles), ...humanDevelopment(), districtRankings(), ...foldersOf(pastRuns).map(ofPastRun)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const foldersOf = (home: URL) => readdirSync(home, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const scored = (document: string, cells: readonly Cell[], options: ScoreOptions = {}) => score(readMethodology(JSON.parse(document)), cells, options);
const methodologyOf = (id: string) => textOf(`contracts/methodologies/${id}.json`);

function ofFiles(id: string): GoldenSet {
  const units = new URL(`${id}/org-units.csv`, goldens);
  const hierarchy = () => (existsSync(units) ? { hierarchy: readOrgUnits(readFileSync(units, 'utf8')) } : {});
  return { name: id, score: () => scored(methodologyOf(id), readValues(textOf(`${id}/values.csv`, goldens)), hierarchy()) };
}

/** The Human Development Report's tables: a row a country, a column an indicator. */
function humanDevelopment(): GoldenSet[] {
  const id = 'undp-hdi';
  return [['hdi', '2015'], ['gdi', '2022'], ['gii', '2022']].map(([table = '', period = '']) => {
    const cells = () => {
      const [header, ...rows] = csvRows(textOf(`${id}/${table}_${period}.csv`, goldens));
      const { indicators } = readMethodology(JSON.parse(methodologyOf(id)));
      return rows.flatMap(({ fields }) => header!.fields.flatMap((indicator, at): Cell[] => (Object.hasOwn(indicators, indicator) ? [{ orgUnit: fields[0]!, indicator, period, status: 'present', value: fields[at]! }] : [])));
    };
    return { name: `${id} ${table} ${period}`, score: () => scored(methodologyOf(id), cells()) };
  });
}

const districtRankings = (): GoldenSet => ({ name: 'pakistan-alif-ailaan', score: () => scored(methodologyOf('pakistan-alif-ailaan'), readValues(textOf('demonstration/data/observations.csv'))) });

/** A run of the past: the methodology and the snapshot's files as an exported bundle holds them. */
function ofPastRun(name: string): GoldenSet {
  const file = (path: string) => textOf(`${name}/${path}`, pastRuns);
  return {
    name,
    score: () => {
      const { snapshot } = JSON.parse(file('run.json')) as { snapshot: { cycleId: string; level: string } };
      const { cells, orgUnits } = readFrozen({ values: file('values.csv'), hierarchy: file('org-units.csv') }, snapshot.level);
      return scored(file('methodology.json'), cells, { period: snapshot.cycleId, orgUnits });
    },
  };
}
