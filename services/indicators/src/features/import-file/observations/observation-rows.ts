import { keyText, twice } from '../doubled-row.ts';
import { type Known } from '../kinds.ts';
import { type FaultList } from '../report.ts';
import { type Rows } from '../receive.ts';
import { formFault } from '../reference-rows.ts';
import { type Scanner } from '../scanner.ts';
import { Cells } from './cells.ts';
import { CellChecks } from './check-cells.ts';
import { Codes, hash, hashed } from './codes.ts';
import { columnIndex, keyColumns } from './columns.ts';
import { SeenKeys } from './seen-keys.ts';

const key = keyColumns.map(columnIndex);
/** Suspected lines that are kept by number; of the others only how many. */
const mostSuspects = 1000;

/** What is known of a file of observations once all its rows were looked at one by one. */
export interface Checked {
  readonly rows: number;
  readonly header: readonly string[];
  /** Indicators whose figures were kept apart by source when the file came. */
  readonly apart: Codes;
  /** Undefined when there were too many to remember. */
  readonly periods: readonly string[] | undefined;
  /** Whether the rows came in the order of the stored key. */
  readonly inOrder: boolean;
  /** Whether some keys hash alike, so that the database must say whether they are. */
  readonly perhapsTwice: boolean;
}

/** Checks observations as they are read; nothing of them is kept but the hash of each key. */
export class ObservationRows implements Rows {
  readonly #faults: FaultList;
  readonly #apart: Codes;
  readonly #checks: CellChecks;
  readonly #seen = new SeenKeys();
  readonly #suspects: { line: number; first: number; found: string }[] = [];
  readonly #last = new LastKey();
  #suspected = 0;
  #header: readonly string[] = [];
  #cells: Cells;
  #rows = 0;
  #inOrder = true;

  constructor(known: Known, faults: FaultList) {
    this.#apart = new Codes(known.apart);
    this.#cells = new Cells([], this.#apart);
    this.#checks = new CellChecks(known);
    this.#faults = faults;
  }

  header(names: readonly string[]): void {
    this.#header = names;
    this.#cells = new Cells(names, this.#apart);
  }

  row(scanner: Scanner): void {
    const { line } = scanner;
    this.#rows += 1;
    if (formFault(scanner, this.#header.length, this.#faults)) return;
    this.#cells.read(scanner);
    if (this.#checks.pass(this.#cells, line, this.#faults)) this.#watchKey(line);
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** Ends the look at the rows one by one, and forgets their keys. Where the file is refused anyway, rows whose keys hash alike count as rows that stand twice. */
  finish(): Checked {
    this.#seen.release();
    if (this.#faults.faulty) {
      for (const { line, first, found } of this.#suspects) this.#faults.of(line, '(row)', twice(first), () => found);
      this.#faults.countMore('(row)', this.#suspected - this.#suspects.length);
    }
    return { rows: this.#rows, header: this.#header, apart: this.#apart, periods: this.#checks.periods, inOrder: this.#inOrder, perhapsTwice: this.#suspected > 0 };
  }

  #watchKey(line: number): void {
    const { bytes, from, to } = this.#cells;
    let [first, second] = [0x811c9dc5, 0x9e3779b9];
    for (const column of key) {
      hash(bytes[column]!, from[column]!, to[column]!, first, second);
      first = Math.imul(hashed.first ^ 0xff, 0x01000193);
      second = hashed.second + 0x7f4a7c15;
    }
    const earlier = this.#seen.earlier(first | 0, second | 0, line);
    if (this.#inOrder) this.#inOrder = this.#last.precedes(this.#cells);
    if (earlier === 0) return;
    this.#suspected += 1;
    if (this.#suspects.length < mostSuspects) this.#suspects.push({ line, first: earlier, found: keyText(key.map((column) => this.#cells.text(column))) });
  }
}

/** The key before, to see whether a file comes sorted. */
class LastKey {
  readonly #bytes = key.map(() => Buffer.alloc(512));
  readonly #lengths = key.map(() => 0);

  precedes({ bytes, from, to }: Cells): boolean {
    let order = 0;
    for (let part = 0; part < key.length; part += 1) {
      const column = key[part]!;
      const [own, cell, start, length, before] = [this.#bytes[part]!, bytes[column]!, from[column]!, to[column]! - from[column]!, this.#lengths[part]!];
      for (let at = 0; order === 0 && at < length && at < before; at += 1) order = cell[start + at]! - own[at]!;
      if (order === 0) order = length - before;
      if (order < 0) return false;
      if (length > own.length) return false;
      for (let at = 0; at < length; at += 1) own[at] = cell[start + at]!;
      this.#lengths[part] = length;
    }
    return true;
  }
}
