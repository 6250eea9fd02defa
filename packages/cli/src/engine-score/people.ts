import { type Cell, type Cycle, type ManagerScore, type Methodology, type OrgUnit, readAttributions, readTakeOvers, scoreManagers } from '@mizan/scoring-engine';
import { csvCell } from './lines.ts';
import { readText } from './read-text.ts';

/** What is needed to turn scores of org units into scores of people. */
export interface People {
  readonly attributions: string;
  readonly takeOvers: string | undefined;
  readonly cycle: Cycle;
}

/** @returns what was asked, nothing when people were not, or what is wrong in words */
export function peopleAsked({ attributions, cycle, 'take-overs': takeOvers }: { attributions?: string | undefined; cycle?: string | undefined; 'take-overs'?: string | undefined }): People | string | undefined {
  if (attributions === undefined) return cycle === undefined && takeOvers === undefined ? undefined : '--cycle and --take-overs need --attributions.';
  const found = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(cycle ?? '');
  const [, start = '', end = ''] = found ?? [];
  if (!found || [start, end].some((day) => Number.isNaN(Date.parse(`${day}T00:00:00Z`))) || end < start) return '--attributions needs the first and the last day of the cycle, such as --cycle 2023-01-01..2023-12-31.';
  return { attributions, takeOvers, cycle: { start, end } };
}

/** The texts of the tables, or in words which cannot be read. */
export async function readTables({ attributions, takeOvers }: People): Promise<{ attributions: string; takeOvers: string } | string> {
  const [rows, values] = [await readText(attributions), takeOvers === undefined ? '' : await readText(takeOvers)];
  if (rows === undefined) return `The attributions file ${attributions} cannot be read as UTF-8 text.`;
  return values === undefined ? `The take-overs file ${takeOvers} cannot be read as UTF-8 text.` : { attributions: rows, takeOvers: values };
}

/** One line a person, as CSV or JSON. Without a period the one that stands alone in the figures, else each. */
export function* peopleLines(methodology: Methodology, cells: readonly Cell[], tables: { attributions: string; takeOvers: string }, { cycle }: People, { json, period, ...options }: { json: boolean; period?: string; on?: string; hierarchy?: readonly OrgUnit[] }, passing: (results: Iterable<ManagerScore>) => Iterable<ManagerScore>): Generator<string> {
  const [rows, takeOvers] = [readAttributions(tables.attributions), tables.takeOvers === '' ? [] : readTakeOvers(tables.takeOvers)];
  const periods = period === undefined ? [...new Set(cells.map((cell) => cell.period))].filter((one) => !methodology.namedPeriods.has(one)) : [period];
  const results = periods.flatMap((one) => scoreManagers(methodology, cells, rows, { ...options, period: one, cycle, takeOvers }));
  if (!json) yield 'person,period,score,band,status';
  for (const result of passing(results)) yield json ? JSON.stringify(documentOf(result)) : [result.person, result.period, result.score ?? '', result.band ?? '', result.status].map(csvCell).join(',');
}

const documentOf = ({ person, period, score, band, status, exact, reasons, derivation }: ManagerScore) => ({ person, period, score: score ?? null, exact: exact ?? null, band: band ?? null, status, reasons, derivation });
