import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Cell, type Methodology, openSnapshot, readMethodology, readOrgUnits, readValues, score, type ScoreOptions, type ScoreResult } from '@mizan/scoring-engine';
import { csvRows } from '@mizan/scoring-engine/csv-records.ts';

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
const readText = (document: string): Methodology => readMethodology(JSON.parse(document));
const methodologyOf = (id: string) => readText(textOf(`contracts/methodologies/${id}.json`));
/** A values file of the repository, by a published methodology. */
function scoredFile(id: string, path: string, options: ScoreOptions = {}): ScoreResult[] {
  const methodology = methodologyOf(id);
  return score(methodology, readValues(textOf(path), { sources: methodology.tellsSourcesApart }), options);
}

function ofFiles(id: string): GoldenSet {
  const units = new URL(`${id}/org-units.csv`, goldens);
  const hierarchy = () => (existsSync(units) ? { hierarchy: readOrgUnits(readFileSync(units, 'utf8')) } : {});
  return { name: id, score: () => scoredFile(id, `packages/scoring-engine/golden/${id}/values.csv`, hierarchy()) };
}

/** The Human Development Report's tables: a row a country, a column an indicator. */
function humanDevelopment(): GoldenSet[] {
  const id = 'undp-hdi';
  return [['hdi', '2015'], ['gdi', '2022'], ['gii', '2022']].map(([table = '', period = '']) => {
    const cells = () => {
      const [header, ...rows] = csvRows(textOf(`${id}/${table}_${period}.csv`, goldens));
      const { indicators } = methodologyOf(id);
      return rows.flatMap(({ fields }) => header!.fields.flatMap((indicator, at): Cell[] => (Object.hasOwn(indicators, indicator) ? [{ orgUnit: fields[0]!, indicator, period, status: 'present', value: fields[at]! }] : [])));
    };
    return { name: `${id} ${table} ${period}`, score: () => score(methodologyOf(id), cells()) };
  });
}

const districtRankings = (): GoldenSet => ({ name: 'pakistan-alif-ailaan', score: () => scoredFile('pakistan-alif-ailaan', 'demonstration/data/observations.csv') });

/** A run of the past: the methodology and the snapshot's files as an exported bundle holds them. */
function ofPastRun(name: string): GoldenSet {
  const file = (path: string) => textOf(`${name}/${path}`, pastRuns);
  return {
    name,
    score: () => {
      const { snapshot } = JSON.parse(file('run.json')) as { snapshot: { cycleId: string; start: string; level: string } };
      const methodology = readText(file('methodology.json'));
      const { cells, options } = openSnapshot(methodology, { ...snapshot, values: file('values.csv'), orgUnits: file('org-units.csv') });
      return score(methodology, cells, options);
    },
  };
}
