import { type Cell } from '../cell.ts';
import { type OrgUnit } from '../org-units-file.ts';
import { type Methodology } from '../read-methodology.ts';
import { type ScoreResult } from '../score.ts';

export const severities = ['error', 'warning', 'information'] as const;

/** Something an author should know before publishing: an error stops it, a warning asks for a reason, information is for the reader. */
export interface Finding {
  readonly severity: (typeof severities)[number];
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
  /** The org units file, where it is given. */
  readonly hierarchy?: readonly OrgUnit[] | undefined;
  /** The document of the shared core, where it is at hand. */
  readonly core?: unknown;
}
export type LintRule = (linted: Linted) => readonly Finding[];

/** What is to be done about a fault that keeps a document from being read at all. */
export const mendFirst = 'mend this first: nothing else is looked at before';

export const finding = (severity: Finding['severity'], pointer: string, text: string, advice: string): Finding => ({ severity, pointer, text, advice });
export const error = (pointer: string, text: string, advice: string): Finding => finding('error', pointer, text, advice);
export const warning = (pointer: string, text: string, advice: string): Finding => finding('warning', pointer, text, advice);
/** A share in words; for readers, so plain numbers serve. */
export const percent = (share: number) => `${(share * 100).toFixed(1)} percent`;
