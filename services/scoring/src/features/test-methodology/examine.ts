import { Refusal } from '@mizan/contracts';
import { type Finding, lint, type Methodology, runExamples } from '@mizan/scoring-engine';
import { beside } from '../../lifecycle/shared-core.ts';
import { type VersionKey, nameOf } from '../../lifecycle/steps.ts';
import { read } from '../../methodologies.ts';
import { type Store } from '../../query.ts';

export interface Examined {
  readonly methodology: Methodology;
  readonly examples: number;
  readonly warnings: number;
}

/** What a text must stand before it goes on and again before it is published. @throws Refusal linter-errors, examples-fail or examples-missing */
export async function examine(store: Pick<Store, 'sql'>, key: VersionKey, document: Record<string, unknown>): Promise<Examined> {
  const findings = lint(document, [], await beside(store, document));
  const errors = [...findings.filter(({ severity }) => severity === 'error'), ...lessIsBetter(document)];
  const failed = errors.filter(({ pointer }) => pointer.startsWith('/examples/'));
  const inWords = ({ pointer, text, advice }: (typeof errors)[number]) => `${pointer}: ${text}; ${advice}`;
  if (errors.length > failed.length) throw new Refusal('linter-errors', `The linter finds ${errors.length} errors in ${nameOf(key)}, the first at ${inWords(errors[0]!)}.`, { findings: errors });
  if (failed.length > 0) throw new Refusal('examples-fail', `The own examples of ${nameOf(key)} do not come out: ${failed.map(inWords).join('. ')}.`, { findings: failed });
  const methodology = read(document);
  const examples = runExamples(methodology).length;
  if (examples === 0) throw new Refusal('examples-missing', `${nameOf(key)} has no worked example, so nothing shows that it does what its author meant. Add at least one under "examples", with its figures and its score.`);
  return { methodology, examples, warnings: findings.filter(({ severity }) => severity === 'warning').length };
}

/** What a score may be in a file and not here, where incentives are paid from a score on and managers are told what would raise theirs. */
function lessIsBetter({ score }: Record<string, unknown>): Finding[] {
  if ((score as { direction?: unknown } | undefined)?.direction !== 'lower') return [];
  return [{ severity: 'error', pointer: '/score/direction', text: 'of this score the lower is better, and every incentive is paid from a score on and every manager told what would raise hers', advice: 'score what rises with merit, such as 100 less the index, and keep the index as a node beside it' }];
}
