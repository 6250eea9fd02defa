import { type Cycle, dayNumber, dayText, lengthOf, within } from './days.ts';
import { type AttributionRow } from './rows.ts';
import { type Attribution, inPost, type Treatment } from './schema.ts';

/** Days that follow each other in one post under one cause, from one up to, not including, another. */
export interface Stretch {
  readonly orgUnit: string;
  readonly post: string;
  readonly from: string;
  readonly to: string;
  readonly cause: string;
  readonly treatment: Treatment;
  readonly days: number;
}
/** What each day of the cycle is in an org unit; nothing where she held no post there. */
type Days = readonly (Treatment | undefined)[];
export interface Service {
  readonly person: string;
  readonly stretches: readonly Stretch[];
  readonly byOrgUnit: ReadonlyMap<string, Days>;
  /** Days of the cycle by what they are; a day in two posts is one day. */
  readonly counts: number;
  readonly neutral: number;
  readonly notCounted: number;
  readonly notInPost: number;
}

/** The days of everybody who held a post in the cycle, by person in code order. The table is sound. */
export function servicesOf(rows: readonly AttributionRow[], attribution: Attribution, cycle: Cycle): Service[] {
  return [...Map.groupBy(rows, ({ person }) => person)].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([person, own]) => {
    const service = serviceOf(person, own, attribution, cycle);
    return service.stretches.length > 0 ? [service] : [];
  });
}

function serviceOf(person: string, rows: readonly AttributionRow[], { causes }: Attribution, cycle: Cycle): Service {
  const stretches: Stretch[] = [];
  const byOrgUnit = new Map<string, (Treatment | undefined)[]>();
  for (const [post, onPost] of [...Map.groupBy(rows, (row) => row.post)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { orgUnit } = onPost[0]!;
    const daily = causesByDay(onPost, cycle);
    const treated = daily.map((cause) => (cause === undefined ? undefined : treatmentOf(cause, causes)));
    stretches.push(...stretchesOf(daily, cycle).map((stretch) => ({ ...stretch, orgUnit, post, treatment: treatmentOf(stretch.cause, causes) })));
    const known = byOrgUnit.get(orgUnit);
    byOrgUnit.set(orgUnit, known ? known.map((one, day) => better(one, treated[day])) : treated);
  }
  const all = Array.from({ length: lengthOf(cycle) }, (_, day) => [...byOrgUnit.values()].map((days) => days[day]).reduce(better, undefined));
  const count = (which: Treatment | undefined) => all.filter((one) => one === which).length;
  const held = new Map([...byOrgUnit].filter(([, days]) => days.some(Boolean)).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { person, stretches: stretches.sort((a, b) => (a.from === b.from ? (a.post < b.post ? -1 : 1) : a.from < b.from ? -1 : 1)), byOrgUnit: held, counts: count('counts'), neutral: count('neutral'), notCounted: count('does-not-count'), notInPost: count(undefined) };
}

const treatmentOf = (cause: string, causes: Attribution['causes']): Treatment => (cause === inPost ? 'counts' : causes[cause]!);

/** Of a day in two posts the better one stands. */
const order: readonly (Treatment | undefined)[] = ['counts', 'neutral', 'does-not-count', undefined];
const better = (a: Treatment | undefined, b: Treatment | undefined) => (order.indexOf(a) <= order.indexOf(b) ? a : b);

/** Why she was or was not at one post on each day: the cause of her absence, else in post. */
function causesByDay(rows: readonly AttributionRow[], cycle: Cycle): (string | undefined)[] {
  const daily = Array.from<string | undefined>({ length: lengthOf(cycle) });
  for (const cause of [inPost, undefined]) {
    for (const row of rows.filter((one) => (one.cause === inPost) === (cause === inPost))) {
      const [from, to] = within(cycle, row.from, row.to);
      for (let day = from; day < to; day += 1) daily[day] = row.cause;
    }
  }
  return daily;
}

function stretchesOf(daily: readonly (string | undefined)[], cycle: Cycle): Pick<Stretch, 'from' | 'to' | 'cause' | 'days'>[] {
  const first = dayNumber(cycle.start)!;
  const starts = daily.flatMap((cause, day) => (cause !== undefined && daily[day - 1] !== cause ? [day] : []));
  return starts.map((start) => {
    const cause = daily[start]!;
    const next = daily.findIndex((other, day) => day > start && other !== cause);
    const end = next < 0 ? daily.length : next;
    return { from: dayText(first + start), to: dayText(first + end), cause, days: end - start };
  });
}
