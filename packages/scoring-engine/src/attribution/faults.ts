import { dayText, dayNumber, type Cycle, lengthOf, within } from './days.ts';
import { type AttributionRow } from './rows.ts';
import { type Attribution, inPost } from './schema.ts';

/** A unit-of-attribution table that cannot be used: a sentence for each thing that is wrong. */
export class AttributionError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'AttributionError';
    this.faults = faults;
  }
}

/** What contradicts itself in the table, within the days of the cycle; sentences in the order of the rows. */
export function tableFaults(rows: readonly AttributionRow[], { causes }: Attribution, cycle: Cycle): string[] {
  const sorted = [...rows].sort((a, b) => a.line - b.line);
  const known = sorted.flatMap(({ line, cause, person }) => (cause === inPost || Object.hasOwn(causes, cause) ? [] : [`row ${line}: the absence of ${person} has the cause ${cause}, of which the methodology does not say what it is; it knows ${[inPost, ...Object.keys(causes)].join(', ')}`]));
  return [...known, ...postsInTwoPlaces(sorted), ...(known.length > 0 ? [] : dayFaults(sorted, causes, cycle))];
}

function postsInTwoPlaces(rows: readonly AttributionRow[]): string[] {
  const place = new Map<string, AttributionRow>();
  return rows.flatMap((row) => {
    const first = place.get(row.post) ?? row;
    place.set(row.post, first);
    return first.orgUnit === row.orgUnit ? [] : [`row ${row.line}: the post ${row.post} is in ${row.orgUnit}, and in ${first.orgUnit} by row ${first.line}; a post is in one org unit`];
  });
}

/** Each pair of rows that contradict each other, once, with the first day on which they do. */
function dayFaults(rows: readonly AttributionRow[], causes: Attribution['causes'], cycle: Cycle): string[] {
  const first = dayNumber(cycle.start)!;
  const length = lengthOf(cycle);
  return [...Map.groupBy(rows, ({ post }) => post).values()].flatMap((onPost) => {
    const found = new Map<string, { line: number; text: string }>();
    const spans = onPost.map((row) => ({ row, span: within(cycle, row.from, row.to) }));
    const note = (row: AttributionRow, other: AttributionRow | undefined, text: string) => {
      const key = `${row.line} ${other?.line ?? ''}`;
      if (!found.has(key)) found.set(key, { line: row.line, text: `row ${row.line}: ${text}` });
    };
    for (let day = 0; day < length; day += 1) {
      const standing = spans.filter(({ span: [from, to] }) => from <= day && day < to).map(({ row }) => row);
      if (standing.length < 2 && standing.every(({ cause }) => cause === inPost)) continue;
      const on = dayText(first + day);
      const held = standing.filter(({ cause }) => cause === inPost);
      const away = standing.filter(({ cause }) => cause !== inPost);
      for (const row of away) {
        if (!held.some(({ person }) => person === row.person)) note(row, undefined, `${row.person} is absent from the post ${row.post} on ${on} (${row.cause}) and does not hold it that day`);
      }
      for (const [row, other] of doubled(away)) note(row, other, `${row.person} is absent from the post ${row.post} for two causes on ${on}: ${row.cause} here and ${other.cause} in row ${other.line}`);
      for (const [row, other] of doubled(held)) note(row, other, `${row.person} holds the post ${row.post} twice on ${on}: here and in row ${other.line}`);
      const present = held.filter(({ person }) => away.every((row) => row.person !== person || causes[row.cause] === 'counts'));
      const [holder] = present;
      for (const row of present) if (holder && row.person !== holder.person) note(row, holder, `${row.person} and ${holder.person} (row ${holder.line}) are both in the post ${row.post} on ${on}; a day in a post is one person's: end one of the two before it, or record the absence of one`);
    }
    return [...found.values()];
  }).sort((a, b) => a.line - b.line).map(({ text }) => text);
}

/** Rows of one person on one post and day, after the first, each with the first. */
function doubled(rows: readonly AttributionRow[]): [AttributionRow, AttributionRow][] {
  return rows.flatMap((row): [AttributionRow, AttributionRow][] => {
    const first = rows.find(({ person }) => person === row.person)!;
    return first === row ? [] : [[row, first]];
  });
}
