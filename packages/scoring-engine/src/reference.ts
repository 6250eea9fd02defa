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

/** The first day of a period that says its own; nothing for one that is only a name. */
export function firstDay(period: string): string | undefined {
  const found = /^(\d{4})(?:(-?Q)(\d)|-(\d{2})(?:-(\d{2}))?)?/.exec(period);
  if (!found) return undefined;
  const [, year, , quarter, month, day] = found;
  const startsAt = quarter ? (Number(quarter) - 1) * 3 + 1 : month && Number(month) <= 12 ? Number(month) : 1;
  return `${year}-${String(startsAt).padStart(2, '0')}-${day ?? '01'}`;
}

/** The last day of a year, a quarter or a month; a school year such as 2022-23 is taken to end on 30 June of its second year. Nothing for a period that is only a name. */
export function lastDay(period: string): string | undefined {
  const next = shifted(period, 1);
  if (next === undefined) return undefined;
  if (/^\d{4}-\d{2}$/.test(period) && Number(period.slice(5)) > 12) return `${next.slice(0, 4)}-06-30`;
  const after = firstDay(next);
  return after && new Date(Date.parse(after) - 86_400_000).toISOString().slice(0, 10);
}
