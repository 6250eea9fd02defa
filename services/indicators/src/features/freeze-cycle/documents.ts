import { type Database } from '@mizan/db';
import { periodMeant } from '@mizan/scoring-engine';
import { leafHash, rootOf, toHex } from '@mizan/verifiable-log';
import { absences, observedDays, orgUnits, postings, takeOvers } from '../list-reference/reference.ts';
import { everyValue, type ValueRow } from '../list-values/values.ts';
import { type Cycle } from '../open-cycle/open-cycle.ts';

const utf8 = new TextEncoder();
const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (header: string, lines: readonly string[]) => utf8.encode([header, ...lines].map((line) => `${line}\n`).join(''));
const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Valid on some day of the cycle; no dates mean always. */
const during = ({ start, end }: Cycle, from: string, to: string) => (from === '' || from <= end) && (to === '' || to > start);

/** The documents of a snapshot: the values file of the cycle, the hierarchy, the postings, and the figures at take-over where one is recorded. */
export async function snapshotDocuments(db: Pick<Database, 'sql'>, cycle: Cycle) {
  const units = (await orgUnits(db)).filter((unit) => during(cycle, unit.validFrom, unit.validTo));
  const ofLevel = (wanted: string) => units.filter(({ level }) => level === wanted).map(({ code }) => code).sort(byCode);
  const codes = ofLevel(cycle.level);
  const { header, lines } = await valuesFile(db, cycle, { own: codes, others: (cycle.otherLevels ?? []).map(ofLevel) });
  const held = (await postings(db)).filter(({ from, to }) => during(cycle, from, to));
  const away = (await absences(db)).filter(({ from, to }) => during(cycle, from, to));
  return {
    values: csv(header, lines),
    valuesRoot: toHex(rootOf(lines.map((line) => leafHash(utf8.encode(line))))),
    valueCount: lines.length,
    orgUnits: withAttributes('code,name,level,parent_code,valid_from,valid_to', units, (u) => [u.code, u.name, u.level, u.parentCode, u.validFrom, u.validTo]),
    postings: postingsFile(held, away),
    takeOvers: await takeOversFile(db, cycle, new Set(codes)),
  };
}

async function takeOversFile(db: Pick<Database, 'sql'>, { start, end }: Cycle, codes: ReadonlySet<string>): Promise<Uint8Array | undefined> {
  const rows = (await takeOvers(db)).filter(({ orgUnit, day }) => codes.has(orgUnit) && day >= start && day <= end);
  return rows.length === 0 ? undefined : csv('org_unit,indicator,day,value', rows.map(({ orgUnit, indicator, day, value }) => [orgUnit, indicator, day, value].map(cell).join(',')));
}

/** Postings, and where there are absences in the cycle also these, each with its cause. */
function postingsFile(held: Awaited<ReturnType<typeof postings>>, away: Awaited<ReturnType<typeof absences>>): Uint8Array {
  const absent = away.map(({ absenceId, ...absence }) => ({ ...absence, postingId: absenceId, attributes: {} }));
  const rows = [...held.map((posting) => ({ ...posting, cause: '' })), ...absent];
  const cause = absent.length > 0;
  return withAttributes(`posting,person,post,org_unit,from,to${cause ? ',cause' : ''}`, rows, (p) => [p.postingId, p.personId, p.postId, p.orgUnit, p.from, p.to, ...(cause ? [p.cause] : [])]);
}

/** The fixed columns, then every attribute that some row has, in code order. */
function withAttributes<Row extends { attributes: Readonly<Record<string, string>> }>(header: string, rows: readonly Row[], fixed: (row: Row) => readonly string[]): Uint8Array {
  const names = [...new Set(rows.flatMap(({ attributes }) => Object.keys(attributes).filter((name) => attributes[name])))].sort(byCode);
  return csv([header, ...names.map(cell)].join(','), rows.map((row) => [...fixed(row), ...names.map((name) => row.attributes[name] ?? '')].map(cell).join(',')));
}

/** Columns that stand in a values file only where some figure needs them, so that a cycle without such figures keeps its bytes. */
const more = {
  source: (row: Found) => (row.keptApart ? row.source : ''),
  standard_error: (row: Found) => row.standardError,
  subgroup: (row: Found) => row.subgroup,
  observed_from: (row: Found) => row.observed?.from ?? '',
  observed_to: (row: Found) => row.observed?.to ?? '',
} as const;
/** A figure, with the days it was observed on where they are recorded. */
type Found = ValueRow & { readonly observed?: { readonly from: string; readonly to: string } | undefined };
type More = keyof typeof more;

interface Place {
  readonly code: string;
  readonly indicator: string;
  /** What stands in the column `period`, and the period the figure is taken from. */
  readonly period: string;
  readonly measured: string;
}

interface Codes {
  readonly own: readonly string[];
  /** Of each other level. */
  readonly others: readonly (readonly string[])[];
}

async function valuesFile(db: Pick<Database, 'sql'>, cycle: Cycle, { own, others }: Codes): Promise<{ header: string; lines: string[] }> {
  const found: (readonly [Place, Found | undefined])[] = [];
  const observed = new Map((await observedDays(db)).map((days) => [JSON.stringify([days.orgUnit, days.indicator, days.period]), days]));
  for (const [period, indicators] of periodsOf(cycle)) {
    const values = new Map<string, ValueRow[]>();
    for (const [indicator, measured] of indicators) for await (const row of everyValue(db, { indicator, period: measured })) push(values, JSON.stringify([row.orgUnit, indicator]), row);
    const known = (code: string, indicator: string) => values.get(JSON.stringify([code, indicator]));
    const add = (codes: readonly string[], some: typeof indicators) => {
      for (const code of codes) for (const [indicator, measured] of some) for (const row of ofAllFirst(known(code, indicator) ?? [])) found.push([{ code, indicator, period, measured }, row && { ...row, observed: observed.get(JSON.stringify([code, indicator, measured])) }]);
    };
    add(own, indicators);
    // What no school could have is not asked of each school; what one school has, every other lacks by a row that says so.
    for (const codes of others) add(codes, indicators.filter(([indicator]) => codes.some((code) => known(code, indicator))));
  }
  const columns = (Object.keys(more) as More[]).filter((name) => found.some(([, row]) => row && more[name](row) !== ''));
  return { header: ['org_unit,indicator,period,value,numerator,denominator,n,status,measured_period,submission,line,correction', ...columns].join(','), lines: found.map(([place, row]) => lineOf(place, row, columns)) };
}

/** The cycle's own period first, then the others by their words; as they stand in the file. */
function periodsOf({ cycleId, periods, otherPeriods = {} }: Cycle): [string, [string, string][]][] {
  const byIndicator = (named: Readonly<Record<string, string>>) => Object.entries(named).sort(([a], [b]) => byCode(a, b));
  const words = Object.keys(otherPeriods).sort(byCode);
  return [[cycleId, byIndicator(periods)], ...words.map((word): [string, [string, string][]] => [periodMeant(word, cycleId), byIndicator(otherPeriods[word]!)])];
}

/** An org unit of which nothing was submitted for all has a row that says so, beside those of its subgroups. */
const ofAllFirst = (rows: readonly ValueRow[]): (ValueRow | undefined)[] => (rows.some(({ subgroup }) => subgroup === '') ? inOrder(rows) : [undefined, ...inOrder(rows)]);
const inOrder = (rows: readonly Found[]) => rows.toSorted((a, b) => byCode(a.subgroup, b.subgroup) || byCode(more.source(a), more.source(b)));

function lineOf({ code, indicator, period, measured }: Place, row: Found | undefined, columns: readonly More[]): string {
  const cells = row ? [row.value, row.numerator, row.denominator, row.n, row.status, measured, row.submissionId, String(row.line), row.correctionId ?? ''] : ['', '', '', '', 'not-submitted', measured, '', '', ''];
  return [code, indicator, period, ...cells, ...columns.map((name) => (row ? more[name](row) : ''))].map(cell).join(',');
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list) list.push(one);
  else lists.set(key, [one]);
}
