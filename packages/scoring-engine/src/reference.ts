import { meant } from './nearest.ts';

/** Side values of a figure that are reached by name. */
export const sides = ['n', 'numerator', 'denominator', 'standardError'] as const;
export type Side = (typeof sides)[number];

/** What a node reads: a node or an indicator, which may be narrowed to a subgroup, a source, a side value or another period. */
export interface Reference {
  readonly id: string;
  readonly subgroup?: string;
  readonly source?: string;
  readonly side?: Side;
  readonly period?: string;
}

const form = new RegExp(`^(?<id>.*?)(?:\\[(?<narrow>[^\\]]*)\\])?(?:\\.(?<side>${sides.join('|')}))?(?:@(?<period>[^@]+))?$`, 's');
const known = new Map<string, Reference>();

/** Reads `indicator[subgroup=girls,source=census].numerator@baseline`; everything but the id may be left out. */
export function readReference(text: string): Reference {
  const found = known.get(text) ?? parseReference(text);
  known.set(text, found);
  return found;
}

function parseReference(text: string): Reference {
  const { id = text, narrow = '', side, period } = form.exec(text)?.groups ?? {};
  const narrowed = Object.fromEntries(narrow.split(',').filter(Boolean).map((pair) => pair.split('=').map((part) => part.trim()) as [string, string]));
  return { id, ...narrowed, ...(side ? { side: side as Side } : {}), ...(period ? { period } : {}) };
}

/** What is wrong with what narrows a figure in its brackets; nothing where it is sound. */
export function narrowingFault(text: string): string | undefined {
  const { narrow } = form.exec(text)?.groups ?? {};
  if (narrow === undefined) return undefined;
  const pairs = narrow.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const wrong = pairs.find(([name = '', value = '', ...more], at) => !narrowings.includes(name) || value === '' || more.length > 0 || pairs.findIndex(([other]) => other === name) !== at);
  return wrong === undefined ? undefined : `${JSON.stringify(wrong.join('='))} narrows nothing${meant(wrong[0] ?? '', narrowings)}; in brackets stand subgroup=…, source=… or both with a comma between, such as reading[subgroup=girls,source=census]`;
}
const narrowings: readonly string[] = ['subgroup', 'source'];

/** The key of a figure within an org unit and period. */
export const figureKey = ({ id, subgroup, source }: Pick<Reference, 'id' | 'subgroup' | 'source'>) =>
  subgroup || source ? `${id}[${[subgroup ? `subgroup=${subgroup}` : '', source ? `source=${source}` : ''].filter(Boolean).join(',')}]` : id;
export const writeReference = (reference: Reference) => figureKey(reference) + (reference.side ? `.${reference.side}` : '') + (reference.period ? `@${reference.period}` : '');

/** A period counted from the one that is scored: `-1` is the one before. */
export const isRelative = (period: string) => /^[-+]\d+$/.test(period);

/** The calendar period so many before or after: of years, school years such as 2022-23, quarters and months; letters before them, as in FY2024, stay. */
export function shifted(period: string, by: number): string | undefined {
  const marked = /^([A-Za-z]+[ -]?)(\d.*)$/.exec(period);
  if (!marked) return shiftedCalendar(period, by);
  const shiftedRest = shiftedCalendar(marked[2]!, by);
  return shiftedRest === undefined ? undefined : marked[1]! + shiftedRest;
}

function shiftedCalendar(period: string, by: number): string | undefined {
  if (by === 0) return period;
  const span = /^(\d{4})([/–]|-(?=\d{4}$))(\d{2}|\d{4})$/.exec(period);
  if (span) {
    const [, from = '', sign = '', to = ''] = span;
    const width = 10 ** to.length;
    return (Number(from) + 1) % width === Number(to) ? `${Number(from) + by}${sign}${String((Number(from) + 1 + by) % width).padStart(to.length, '0')}` : undefined;
  }
  const year = /^(\d{4})$/.exec(period);
  if (year) return String(Number(year[1]) + by);
  const school = /^(\d{4})-(\d{2})$/.exec(period);
  if (school && (Number(school[1]) + 1) % 100 === Number(school[2]) && Number(school[2]) > 12) return `${Number(school[1]) + by}-${String((Number(school[2]) + by + 100) % 100).padStart(2, '0')}`;
  const part = /^(\d{4})(-?Q|-)(\d{1,2})$/.exec(period);
  if (!part) return undefined;
  const [count, width] = part[2] === '-' ? [12, 2] : [4, 1];
  const index = Number(part[1]) * count + Number(part[3]) - 1 + by;
  return `${Math.floor(index / count)}${part[2]}${String((index % count) + 1).padStart(width, '0')}`;
}

/** The period as it stands in the figures that a word for one means: bound by the document, counted from the scored one, or the word itself. */
export function periodMeant(word: string, from: string, bound: Readonly<Record<string, string>> = {}): string {
  const meant = Object.hasOwn(bound, word) ? bound[word]! : word;
  return isRelative(meant) ? (shifted(from, Number(meant)) ?? `${from}${meant}`) : meant;
}

/** Whether a period says by itself which one it is, as a year, a quarter or a month does; otherwise it is a word for one. */
export const isCalendar = (period: string) => shifted(period, 1) !== undefined || firstDay(period) !== undefined;

/** The first day of a year, a quarter, a month or a day; nothing for one that does not say it: a school or fiscal year begins where its country lets it begin, and a name says nothing. */
export function firstDay(period: string): string | undefined {
  const found = /^(\d{4})(?:-?Q([1-4])|-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(period);
  if (!found) return undefined;
  const [, year, quarter, month, day = '01'] = found;
  return `${year}-${quarter ? String((Number(quarter) - 1) * 3 + 1).padStart(2, '0') : (month ?? '01')}-${day}`;
}

/** The second of the two years that a school or fiscal year such as 2022-23, 2022/23 or 2022-2023 is parted into; nothing for any other period. */
function secondYear(period: string): number | undefined {
  const [, from = '', sign = '', to = ''] = /^(\d{4})([-/–])(\d{2}|\d{4})$/.exec(period) ?? [];
  const next = Number(from) + 1;
  const isMonth = sign === '-' && to.length === 2 && Number(to) <= 12;
  return from !== '' && !isMonth && next % 10 ** to.length === Number(to) ? next : undefined;
}

/** No period begins before this day: its own first day, or the first of the first of two years. Nothing for a period that is only a name. */
export function earliestDay(period: string): string | undefined {
  const second = secondYear(period);
  return second === undefined ? firstDay(period) : `${second - 1}-01-01`;
}

/** The last day of a year, a quarter or a month; a school year such as 2022-23 is taken to end on 30 June of its second year. Nothing for a period that is only a name. */
export function lastDay(period: string): string | undefined {
  const second = secondYear(period);
  if (second !== undefined) return `${second}-06-30`;
  const next = shifted(period, 1);
  const after = next === undefined ? undefined : firstDay(next);
  return after && new Date(Date.parse(after) - 86_400_000).toISOString().slice(0, 10);
}
