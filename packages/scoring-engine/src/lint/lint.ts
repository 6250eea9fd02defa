import { type Cell } from '../cell.ts';
import { runExamples } from '../examples.ts';
import { expand } from '../expand-document.ts';
import { onceForAList } from '../once-for-a-list.ts';
import { type ScoreOptions } from '../population.ts';
import { type Methodology, MethodologyError, readMethodology } from '../read-methodology.ts';
import { decimalText } from '../rational.ts';
import { score } from '../score.ts';
import { attributionRules } from './attribution-rules.ts';
import { documentRules as ownRules } from './document-rules.ts';
import { effectiveWeights } from './effective-weights.ts';
import { type Finding, severities } from './finding.ts';
import { fileRules } from './file-rules.ts';
import { gapRules } from './gap-rules.ts';
import { orgUnitRules, ownLevelRead } from './org-units-rules.ts';
import { periodRules } from './periods-rules.ts';
import { figuresAgainstUnit, unitRules } from './units-rules.ts';
import { structureRules } from './structure-rules.ts';
import { unnoticedTurns } from './unnoticed-turns.ts';
import { valuesRules } from './values-rules.ts';

const documentRules = [...ownRules, ...unitRules, ...gapRules, unnoticedTurns, ownLevelRead, ...structureRules, ...attributionRules];
const figuresRules = [...valuesRules, figuresAgainstUnit, ...periodRules, ...fileRules];

export interface LintOptions extends ScoreOptions {
  /** The document of the shared core that the document names; null where there is none. */
  readonly core?: unknown;
}

/** Everything an author should know of a document: errors stop publishing, warnings ask for a reason, information is for the reader. With values also what only they show. */
export function lint(json: unknown, cells: readonly Cell[] = [], options: LintOptions = {}): Finding[] {
  try {
    return onceForAList(findings(readMethodology(json), cells, options), expand(json).placeOf);
  } catch (error) {
    if (!(error instanceof MethodologyError)) throw error;
    return error.faults.map(({ pointer, text }) => ({ severity: 'error', pointer, text, advice: 'mend this first: nothing else is looked at before' }));
  }
}

function findings(methodology: Methodology, cells: readonly Cell[], { core, ...options }: LintOptions): Finding[] {
  const shares = new Map([...effectiveWeights(methodology.document, methodology.order)].map(([id, share]) => [id, Number(decimalText(share))]));
  const linted = { methodology, shares, cells, results: cells.length ? score(methodology, cells, options) : [], core, hierarchy: options.hierarchy };
  const rules = [...documentRules, ...(options.hierarchy ? orgUnitRules : []), ...(cells.length ? figuresRules : [])];
  const found = [...rules.flatMap((rule) => rule(linted)), ...failedExamples(methodology)];
  return severities.flatMap((one) => found.filter(({ severity }) => severity === one));
}

function failedExamples(methodology: Methodology): Finding[] {
  return runExamples(methodology).flatMap(({ passed, expected, found, why }, index) => (passed ? [] : [{ severity: 'error', pointer: `/examples/${index}`, text: `the example gives ${found}, not ${expected}${why.length ? `; it has no score because ${why.join(', and ')}` : ''}`, advice: 'mend the example or the rule' }]));
}
