import { type Cell } from '../cell.ts';
import { type Methodology } from '../read-methodology.ts';
import { type ScoreResult } from '../score.ts';

/** Something an author should know before publishing. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** RFC 6901, a place of the document as written out. */
  readonly pointer: string;
  readonly text: string;
  readonly advice: string;
}
export interface Linted {
  readonly methodology: Methodology;
  /** Share of the score that each indicator and node has in the end; for warnings, so plain numbers serve. */
  readonly shares: ReadonlyMap<string, number>;
  readonly cells: readonly Cell[];
  readonly results: readonly ScoreResult[];
}
export type LintRule = (linted: Linted) => readonly Finding[];
