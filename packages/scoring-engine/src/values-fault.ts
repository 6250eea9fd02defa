export interface ValuesFault {
  readonly row: number;
  readonly column: string;
  readonly found: string;
  readonly expected: string;
}
/** A values file with faults: every row, column, what stands there and what should. */
export class ValuesError extends Error {
  readonly faults: readonly ValuesFault[];
  /** How many there are, also those that are not kept. */
  readonly count: number;
  constructor(faults: readonly ValuesFault[], count = faults.length) {
    super(faults.map(({ row, column, found, expected }) => `row ${row}, ${column}: found ${JSON.stringify(found)}, expected ${expected}`).join('\n'));
    this.name = 'ValuesError';
    this.faults = faults;
    this.count = count;
  }
}
