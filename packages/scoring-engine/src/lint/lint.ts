import { type Cell } from '../cell.ts';
import { runExamples } from '../examples.ts';
import { expand } from '../expand-document.ts';
import { onceForAList } from '../once-for-a-list.ts';
import { type ScoreOptions } from '../population.ts';
import { type Methodology, MethodologyError, readMethodology } from '../read-methodology.ts';
import { decimalText } from '../rational.ts';
import { readReference } from '../reference.ts';
import { score } from '../score.ts';
import { attributionRules } from './attribution-rules.ts';
import { documentRules as ownRules } from './document-rules.ts';
import { effectiveWeights } from './effective-weights.ts';
import { type Finding, mendFirst, severities } from './finding.ts';
import { fileRules } from './file-rules.ts';
import { gaps } from './gap-rules.ts';
import { gateRules } from './gate-rules.ts';
import { orgUnitRules, ownLevelRead } from './org-units-rules.ts';
import { periodRules } from './periods-rules.ts';
import { figuresAgainstUnit, unitRules } from './units-rules.ts';
import { structureRules } from './structure-rules.ts';
import { unnoticedTurns } from './unnoticed-turns.ts';
import { valuesRules } from './values-rules.ts';

const documentRules = [...ownRules, ...unitRules, gaps, ...gateRules, unnoticedTurns, ownLevelRead, ...structureRules, ...attributionRules];
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
    return error.faults.map(({ pointer, text }) => ({ severity: 'error', pointer, text, advice: mendFirst }));
  }
}

function findings(methodology: Methodology, cells: readonly Cell[], { core, ...options }: LintOptions): Finding[] {
  const shares = new Map([...effectiveWeights(methodology.document, methodology.order)].map(([id, share]) => [id, Number(decimalText(share))]));
  const linted = { methodology, shares, cells, results: cells.length ? score(methodology, cells, options) : [], core, hierarchy: options.hierarchy };
  const rules = [...documentRules, ...(options.hierarchy ? orgUnitRules : []), ...(cells.length ? figuresRules : [])];
  const found = [...rules.flatMap((rule) => rule(linted)), ...failedExamples(methodology)];
  return severities.flatMap((one) => found.filter(({ severity }) => severity === one));
}

/** An example whose figures are of nobody fails for that alone. */
function failedExamples(methodology: Methodology): Finding[] {
  const { examples = [] } = methodology.document;
  const misnamed = (index: number) => [examples[index]!, ...Object.values(examples[index]!.others ?? {})].some(({ given }) => Object.keys(given).some((text) => !Object.hasOwn(methodology.indicators, readReference(text).id)));
  return runExamples(methodology).flatMap(({ passed, expected, found, why }, index) => (passed || misnamed(index) ? [] : [{ severity: 'error', pointer: `/examples/${index}`, text: `the example gives ${differences(expected, found)}${why.length ? `; it has no score because ${why.join(', and ')}` : ''}`, advice: 'mend the example or the rule' }]));
}

/** What came out in another way than it was expected, and only that. */
function differences(expected: string, found: string): string {
  const [wanted, got] = [flat(expected), flat(found)];
  return Object.keys(wanted).filter((name) => wanted[name] !== got[name]).map((name) => `the ${name} ${got[name] === '' || got[name] === undefined ? '(none)' : got[name]}, not ${wanted[name]}`).join(' and ');
}
function flat(text: string): Record<string, string> {
  const { nodes = {}, ...all } = JSON.parse(text) as { readonly nodes?: Record<string, string> } & Record<string, string>;
  return { ...all, ...Object.fromEntries(Object.entries(nodes).map(([id, value]) => [`node ${id}`, value])) };
}
