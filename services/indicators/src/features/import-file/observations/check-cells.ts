import { missingKinds } from '@mizan/contracts';
import { type FaultList } from '../report.ts';
import { type Known } from '../kinds.ts';
import { type Cells } from './cells.ts';
import { Codes } from './codes.ts';
import { codePattern, columnIndex, dimensionPattern, expected, observationColumns, type Rule } from './columns.ts';

const [point, minus, zero, nine] = [0x2e, 0x2d, 0x30, 0x39];
const [valueColumn, numerator, denominator, statusColumn] = ['value', 'numerator', 'denominator', 'status'].map(columnIndex) as [number, number, number, number];
const present = new Codes(['present']);
const missing = new Codes(missingKinds);
/** Beyond this many, codes are checked one by one and not remembered. */
const mostRemembered = 20_000;

/** Says whether the cell of a column is what it must be. */
type Check = (cells: Cells, column: number) => boolean;

/** Checks rows by the rules of the columns; codes that were met before are not looked at twice. */
export class CellChecks {
  readonly #checks: readonly Check[];
  readonly #periods = new Codes();
  readonly #words = new Codes();

  constructor(known: Known) {
    this.#checks = observationColumns.map(({ rule }) => this.#checkOf(rule, known));
  }

  /** The periods met, or nothing when there were too many to remember. */
  get periods(): string[] | undefined {
    return this.#periods.size < mostRemembered ? this.#periods.texts() : undefined;
  }

  /** Whether the row is as it should be; what is not goes into `faults`. */
  pass(cells: Cells, line: number, faults: FaultList): boolean {
    let good = true;
    for (let column = 0; column < this.#checks.length; column += 1) {
      if (this.#checks[column]!(cells, column)) continue;
      good = false;
      const { name, rule } = observationColumns[column]!;
      faults.of(line, rule === 'apart' ? 'source' : name, expected(rule), () => cells.text(column));
    }
    return statusAgrees(cells, line, faults) && good;
  }

  #checkOf(rule: Rule, known: Known): Check {
    if (typeof rule === 'object') {
      const codes = new Codes(known[rule.known]);
      return ({ bytes, from, to }, column) => codes.has(bytes[column]!, from[column]!, to[column]!);
    }
    return {
      code: (cells: Cells, column: number) => this.#matches(cells, column, this.#periods, codePattern),
      dimension: (cells: Cells, column: number) => cells.empty(column) || this.#matches(cells, column, this.#words, dimensionPattern),
      apart: (cells: Cells, column: number) => !cells.keptApart() || this.#matches(cells, column, this.#words, dimensionPattern),
      'not-negative': (cells: Cells, column: number) => isDecimal(cells, column) && cells.bytes[column]![cells.from[column]!] !== minus,
      decimal: isDecimal,
      whole: isWhole,
      text: isText,
      status: isStatus,
    }[rule];
  }

  #matches(cells: Cells, column: number, met: Codes, pattern: RegExp): boolean {
    const [bytes, from, to] = [cells.bytes[column]!, cells.from[column]!, cells.to[column]!];
    if (met.has(bytes, from, to)) return true;
    if (!pattern.test(cells.text(column))) return false;
    if (met.size < mostRemembered) met.add(bytes.slice(from, to));
    return true;
  }
}

/** A minus, digits, and digits after a point; nothing at all is no fault. */
function isDecimal({ bytes: all, from, to }: Cells, column: number): boolean {
  const bytes = all[column]!;
  const end = to[column]!;
  let at = from[column]!;
  if (at === end) return true;
  if (bytes[at] === minus) at += 1;
  const whole = digits(bytes, at, end);
  if (whole === at) return false;
  if (whole === end) return true;
  return bytes[whole] === point && whole + 1 < end && digits(bytes, whole + 1, end) === end;
}

const isWhole = ({ bytes, from, to }: Cells, column: number) => digits(bytes[column]!, from[column]!, to[column]!) === to[column];

function digits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at]! >= zero && bytes[at]! <= nine) at += 1;
  return at;
}

/** No control character: none of U+0000 to U+001F, U+007F to U+009F (C2 80 to C2 9F in UTF-8). */
function isText({ bytes: all, from, to }: Cells, column: number): boolean {
  const bytes = all[column]!;
  for (let at = from[column]!; at < to[column]!; at += 1) {
    const byte = bytes[at]!;
    if (byte < 0x20 || byte === 0x7f || (byte === 0xc2 && bytes[at + 1]! < 0xa0)) return false;
  }
  return true;
}

const isStatus = ({ bytes, from, to }: Cells, column: number) => from[column] === to[column] || present.has(bytes[column]!, from[column]!, to[column]!) || missing.has(bytes[column]!, from[column]!, to[column]!);

/** A value stands beside `present` and beside nothing else. */
function statusAgrees(cells: Cells, line: number, faults: FaultList): boolean {
  const { bytes, from, to } = cells;
  const isPresent = cells.empty(statusColumn) || present.has(bytes[statusColumn]!, from[statusColumn]!, to[statusColumn]!);
  if (isPresent) {
    if (!cells.empty(valueColumn) || (!cells.empty(numerator) && !cells.empty(denominator))) return true;
    faults.of(line, 'value', 'a value, or numerator and denominator, or a status that says why it is missing', () => '');
    return false;
  }
  if (cells.empty(valueColumn) || !isStatus(cells, statusColumn)) return true;
  faults.of(line, 'value', `nothing beside the status ${cells.text(statusColumn)}`, () => cells.text(valueColumn));
  return false;
}
