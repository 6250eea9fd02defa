import { type Scanner } from '../scanner.ts';
import { type Codes } from './codes.ts';
import { type Column, columnIndex, observationColumns } from './columns.ts';

const [indicator, source, ofSource] = ['indicator', 'source', 'of_source'].map(columnIndex) as [number, number, number];
const nothing = Buffer.alloc(0);
const fallbacks = observationColumns.map(({ otherwise }) => (otherwise && 'text' in otherwise ? Buffer.from(otherwise.text) : nothing));
const substitutes = observationColumns.map(({ otherwise }: Column) => (otherwise && 'column' in otherwise ? columnIndex(otherwise.column) : -1));

/** The cells of a row by our own columns, wherever they stand in the file; column i is `bytes[i][from[i]..to[i])`. */
export class Cells {
  readonly bytes: Buffer[] = observationColumns.map(() => nothing);
  readonly from = new Int32Array(observationColumns.length);
  readonly to = new Int32Array(observationColumns.length);
  readonly #places: Int32Array;
  readonly #apart: Codes;

  /** @param apart - indicators whose figures are kept apart by source */
  constructor(header: readonly string[], apart: Codes) {
    this.#places = Int32Array.from(observationColumns, ({ name, derived }) => (derived ? -1 : header.indexOf(name)));
    this.#apart = apart;
  }

  /** The cells as sent; a column the file does not have is empty. */
  read({ text, starts, ends }: Scanner): void {
    for (let column = 0; column < this.#places.length; column += 1) {
      const place = this.#places[column]!;
      this.bytes[column] = text;
      this.from[column] = place < 0 ? 0 : starts[place]!;
      this.to[column] = place < 0 ? 0 : ends[place]!;
    }
    if (!this.keptApart()) return;
    this.from[ofSource] = this.from[source]!;
    this.to[ofSource] = this.to[source]!;
  }

  /** Whether the row is of an indicator whose figures are kept apart by source. */
  keptApart(): boolean {
    return this.#apart.size > 0 && this.#apart.has(this.bytes[indicator]!, this.from[indicator]!, this.to[indicator]!);
  }

  /** Puts what an empty cell stands for in its place. */
  complete(): void {
    for (let column = 0; column < fallbacks.length; column += 1) {
      if (this.from[column] !== this.to[column]) continue;
      const substitute = substitutes[column]!;
      if (substitute >= 0) {
        this.from[column] = this.from[substitute]!;
        this.to[column] = this.to[substitute]!;
      } else if (fallbacks[column] !== nothing) {
        this.bytes[column] = fallbacks[column]!;
        this.from[column] = 0;
        this.to[column] = fallbacks[column]!.length;
      }
    }
  }

  empty(column: number): boolean {
    return this.from[column] === this.to[column];
  }

  text(column: number): string {
    return this.bytes[column]!.toString('utf8', this.from[column], this.to[column]);
  }
}
