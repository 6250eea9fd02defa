import { type ImportReport } from '@mizan/contracts';
import { type Fault } from './kinds.ts';

const detailed = 1000;

/** Collects faults: details of the first thousand, counts of all. */
export class FaultList {
  readonly faults: ImportReport['faults'] = [];
  readonly byColumn: Record<string, number> = {};
  private readonly rows = new Set<number>();
  faulty = 0;
  private lastRow = -1;

  add(row: number, { column, found, expected }: Fault): void {
    this.byColumn[column] = (this.byColumn[column] ?? 0) + 1;
    if (row !== this.lastRow && !this.rows.has(row)) this.faulty += 1;
    this.lastRow = row;
    if (this.faults.length >= detailed) return;
    this.rows.add(row);
    this.faults.push({ row, column, found: found.slice(0, 200), expected });
  }
}
