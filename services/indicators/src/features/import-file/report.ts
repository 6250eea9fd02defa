import { type ImportReport } from '@mizan/contracts';

const detailed = 1000;

/** Collects faults: details of the first thousand, counts of all. Faults of one row come one after another. */
export class FaultList {
  readonly byColumn: Record<string, number> = {};
  faulty = 0;
  readonly #faults: ImportReport['faults'] = [];
  readonly #rows = new Set<number>();
  #lastRow = -1;

  /** @param found - asked only for a fault that is told in detail */
  of(row: number, column: string, expected: string, found: () => string): void {
    this.byColumn[column] = (this.byColumn[column] ?? 0) + 1;
    if (row !== this.#lastRow && !this.#rows.has(row)) this.faulty += 1;
    this.#lastRow = row;
    if (this.#faults.length >= detailed) return;
    this.#rows.add(row);
    this.#faults.push({ row, column, found: found().slice(0, 200), expected });
  }

  /** Rows at fault of which nothing but their number is known. */
  countMore(column: string, rows: number): void {
    if (rows === 0) return;
    this.byColumn[column] = (this.byColumn[column] ?? 0) + rows;
    this.faulty += rows;
  }

  /** In order of the rows. */
  get faults(): ImportReport['faults'] {
    return this.#faults.toSorted((a, b) => a.row - b.row);
  }
}
