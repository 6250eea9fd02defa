import { type TransactionSql } from 'postgres';
import { contradictions } from './contradictions.ts';
import { pick } from './header.ts';
import { type Kind, type kinds, type Known } from './kinds.ts';
import { keyText, twice } from './doubled-row.ts';
import { type Rows } from './receive.ts';
import { type FaultList } from './report.ts';
import { type Scanner } from './scanner.ts';
import { changedSources, createStage, doubledLines, fillStage, orphans, type StagedRow } from './stage.ts';

/** Checks the rows of a reference file one by one; the good ones wait in the stage. */
export class ReferenceRows implements Rows {
  #header: readonly string[] = [];
  #good: StagedRow[] = [];
  readonly #sql: TransactionSql;
  readonly #kind: Kind;
  readonly #known: Known;
  readonly #faults: FaultList;

  private constructor(sql: TransactionSql, kind: Kind, known: Known, faults: FaultList) {
    this.#sql = sql;
    this.#kind = kind;
    this.#known = known;
    this.#faults = faults;
  }

  static async open(sql: TransactionSql, kind: Kind, known: Known, faults: FaultList): Promise<ReferenceRows> {
    await createStage(sql);
    return new ReferenceRows(sql, kind, known, faults);
  }

  header(names: readonly string[]): void {
    this.#header = names;
  }

  row(scanner: Scanner): void {
    const { line } = scanner;
    if (formFault(scanner, this.#header.length, this.#faults)) return;
    const fields = pick(this.#header, this.#header.map((_, index) => scanner.field(index)), this.#kind);
    const found = this.#kind.check(fields, this.#known);
    for (const fault of found) this.#faults.of(line, fault.column, fault.expected, () => fault.found);
    if (found.length === 0) this.#good.push({ line, key: this.#kind.key(fields), fields });
  }

  async flush(): Promise<void> {
    if (!this.#faults.faulty) await fillStage(this.#sql, this.#good);
    this.#good = [];
  }

  /** Looks at the rows together: none stands twice, every org unit has its parent, postings and absences do not contradict each other, and figures are kept apart by source from the first on or never. */
  async finish(name: keyof typeof kinds): Promise<void> {
    if (this.#faults.faulty) return;
    for (const { line, first, key } of await doubledLines(this.#sql)) this.#faults.of(line, '(row)', twice(first), () => (key.startsWith('[') ? keyText(JSON.parse(key) as string[]) : key));
    if (name === 'org-units') for (const { line, parent } of await orphans(this.#sql)) this.#faults.of(line, 'parent_code', 'the code of an org unit in this file or imported before', () => parent);
    if (name === 'postings' || name === 'absences') for (const { line, column, expected, found } of await contradictions(this.#sql, name)) this.#faults.of(line, column, expected, () => found);
    if (name === 'indicators') for (const { line, now, before } of await changedSources(this.#sql)) this.#faults.of(line, 'sources', `${before}, as when figures of this indicator were imported; give figures that are kept otherwise an indicator of their own`, () => now);
  }
}

/** Whether a row has not as many fields as the header, or quotes that do not close. */
export function formFault({ count, line }: Scanner, wanted: number, faults: FaultList): boolean {
  if (count === wanted) return false;
  faults.of(line, '(row)', 'as many fields as the header, quotes closed', () => (count < 0 ? 'a quote is not closed or stands inside a field' : `${count} fields`));
  return true;
}
