import { type ValuesError, type ValuesFault } from '@mizan/scoring-engine';
import { withinReason } from '../engine-score/within-reason.ts';

/** The faults of an input file under a heading, each said once with the first and the last row it is in. */
export function fileFaults(heading: string, { faults, count }: Pick<ValuesError, 'faults' | 'count'>): string {
  const alike = [...Map.groupBy(faults, ({ column, found, expected }) => JSON.stringify([column, found, expected])).values()];
  return withinReason([heading, ...alike.map(inWords)].join('\n'), alike.length + count - faults.length);
}

function inWords([first, ...more]: readonly ValuesFault[]): string {
  const { row, column, found, expected } = first!;
  const others = more.length === 0 ? '' : `; the same in ${more.length === 1 ? `row ${more[0]!.row}` : `${more.length} more rows up to ${more.at(-1)!.row}`}`;
  return `row ${row}, ${column}: found ${JSON.stringify(found)}, expected ${expected}${others}`;
}
