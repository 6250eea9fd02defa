import { readFileSync } from 'node:fs';
import { type DataOf, type Operation, type snapshotFrozen } from '@mizan/contracts';
import { canonicalBytes, leafHash, rootOf, sha256, toHex } from '@mizan/verifiable-log';
import { parse } from 'csv-parse/sync';
import { type Indicators } from '../indicators.ts';

type Row = Record<string, string>;
const repository = new URL('../../../../', import.meta.url);
const fileOf = (path: string) => readFileSync(new URL(path, repository), 'utf8');
const rowsOf = (path: string) => parse(fileOf(path), { columns: true }) as unknown as Row[];
const bytes = (text: string) => new TextEncoder().encode(text);
const digest = (content: Uint8Array) => toHex(sha256(content));

export const demonstrationMethodology = () => JSON.parse(fileOf('contracts/methodologies/mizan-demonstration.json')) as Record<string, unknown>;

export interface FrozenDemonstration {
  readonly frozen: DataOf<typeof snapshotFrozen>;
  /** Gives the snapshot's files by hash, as the indicators service does. */
  readonly indicators: Indicators;
}

/** The demonstration's postings as the snapshot writes them. */
export function demonstrationPostings(): string {
  const places = new Map(rowsOf('demonstration/data/posts.csv').map(({ post = '', org_unit: orgUnit = '' }) => [post, orgUnit]));
  const rows = rowsOf('demonstration/data/postings.csv').map(({ posting, person, post = '', from, to }) => [posting, person, post, places.get(post), from, to].join(','));
  return `${['posting,person,post,org_unit,from,to', ...rows].join('\n')}\n`;
}

/** The demonstration's figures as a snapshot. @param change - another value for some cell, which makes another snapshot */
export function frozenDemonstration(snapshotId: string, change: (row: Row) => Row = (row) => row, postingsText = demonstrationPostings(), cycle = { cycleId: '2023', start: '2023-01-01', end: '2023-12-31' }): FrozenDemonstration {
  const lines = rowsOf('demonstration/data/observations.csv').map(change).flatMap((row) => valueLine(row, cycle.cycleId));
  return frozenFiles(snapshotId, cycle, { values: `${['org_unit,indicator,period,value,numerator,denominator,n,status,measured_period', ...lines].join('\n')}\n`, orgUnits: fileOf('demonstration/data/org_units.csv'), postings: postingsText }, demonstrationMethodology());
}

/** A snapshot of these files of districts, as the indicators service freezes it. */
export function frozenFiles(snapshotId: string, cycle: { cycleId: string; start: string; end: string }, texts: { values: string; orgUnits: string; postings: string }, methodology: Record<string, unknown>): FrozenDemonstration {
  const [values, orgUnits, postings] = [bytes(texts.values), bytes(texts.orgUnits), bytes(texts.postings)];
  const [, ...lines] = texts.values.trimEnd().split('\n');
  const content = {
    ...cycle,
    level: 'district',
    methodologySha256: digest(canonicalBytes(methodology)),
    valuesSha256: digest(values),
    valuesRoot: toHex(rootOf(lines.map((line) => leafHash(bytes(line))))),
    valueCount: lines.length,
    orgUnitsSha256: digest(orgUnits),
    postingsSha256: digest(postings),
  };
  const files = new Map([values, orgUnits, postings].map((file) => [digest(file), file]));
  const indicators = { ask: (_: Operation, input?: { params?: Record<string, string> }) => Promise.resolve(files.get(input?.params?.['sha256'] ?? '')) } as unknown as Indicators;
  return { frozen: { snapshotId, ...content, snapshotDigest: digest(canonicalBytes(content)) }, indicators };
}

/** The rankings' figures of 2016 and the survey's; the zeros nobody measured are left out, as the steward's corrections say. */
function valueLine({ indicator = '', org_unit: orgUnit = '', period = '', value = '', numerator = '', denominator = '' }: Row, cycleId: string): string[] {
  if (period !== '2016' && period !== '2023') return [];
  if (indicator === 'learning_score' && value === '0') return [];
  return [[orgUnit, indicator, cycleId, value, numerator, denominator, denominator, 'present', period].join(',')];
}
