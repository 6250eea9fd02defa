import { type OrgUnit } from '@mizan/scoring-engine';
import { agreement, bandsFromWorst, compareOutcomes, groupingsOf, outcomes } from '@mizan/simulation';
import { exit } from '../session/failure.ts';
import { type Terminal } from '../session/terminal.ts';
import { periodOf, readHolders, readScoringFiles, type ScoringOptions } from '../scoring-files/read-scoring-files.ts';
import { changeInWords } from './change-in-words.ts';

export interface SimulateOptions extends ScoringOptions {
  readonly draft: string;
  readonly against: string;
  readonly postings?: string;
  readonly posts?: string;
  readonly all?: boolean;
}

/** `methodology simulate`: what a draft would change for everybody on the same figures, without any service; nothing is stored. @throws Failure */
export async function methodologySimulate(options: SimulateOptions, io: Terminal): Promise<number> {
  const files = await readScoringFiles([options.against, options.draft], options);
  const holders = await readHolders(options.postings, options.posts);
  const [inForce, draft] = [files.methodologies[0]!, files.methodologies[1]!];
  const period = periodOf(files, options.period);
  const more: { hierarchy?: readonly OrgUnit[]; on?: string } = { ...(files.hierarchy ? { hierarchy: files.hierarchy } : {}), ...(options.on === undefined ? {} : { on: options.on }) };
  const [before, after] = [inForce, draft].map((methodology) => outcomes(methodology, files.cells, { period, ...more }));
  const bandsInOrder = bandsFromWorst(draft);
  const change = compareOutcomes(before!, after!, { eligibility: files.eligibility, groupings: groupingsOf(files.hierarchy ?? [], holders, options.on), bandsInOrder });
  const agree = agreement({ name: nameOf(inForce), outcomes: before! }, { name: nameOf(draft), outcomes: after! }, 10);
  if (options.json) io.out(JSON.stringify({ draft: nameOf(draft), inForce: nameOf(inForce), period, rule: files.eligibility, agreement: agree, ...change }));
  else io.out(changeInWords(change, { agreement: agree, period, eligibility: files.eligibility, bandsInOrder, all: options.all ?? false }));
  return exit.done;
}

const nameOf = ({ id, version }: { readonly id: string; readonly version: string }) => `${id} ${version}`;
