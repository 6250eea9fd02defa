import { backTest, outcomes } from '@mizan/simulation';
import { exit, Failure } from '../session/failure.ts';
import { type Terminal } from '../session/terminal.ts';
import { readScoringFiles, type ScoringOptions } from '../scoring-files/read-scoring-files.ts';
import { backTestInWords } from './back-test-in-words.ts';

export interface BackTestOptions extends Omit<ScoringOptions, 'period'> {
  readonly methodology: string;
  readonly periods?: string;
  readonly top?: string;
}

/** `methodology back-test`: whether a methodology says the same of the same org units over earlier periods. @throws Failure */
export async function methodologyBackTest(options: BackTestOptions, io: Terminal): Promise<number> {
  const files = await readScoringFiles([options.methodology], options);
  const [methodology, cells] = [files.methodologies[0]!, files.cells];
  const known = [...new Set(cells.map(({ period }) => period))].filter((period) => !methodology.namedPeriods.has(period)).sort();
  const periods = options.periods?.split(',').map((period) => period.trim()) ?? known;
  const unknown = periods.filter((period) => !known.includes(period));
  if (unknown.length) throw new Failure(exit.usage, `The values file has no figure of ${unknown.join(', ')}. Its periods are: ${known.join(', ')}.`);
  const top = Number(options.top ?? '10');
  if (!Number.isInteger(top) || top < 1) throw new Failure(exit.usage, `--top ${options.top} is not a whole number of at least 1.`);
  const began = Date.now();
  const scored = periods.map((name, index) => {
    if (Date.now() - began > 1000) io.progress(index, periods.length, 'periods');
    return { name, outcomes: outcomes(methodology, cells, { period: name, ...(options.on === undefined ? {} : { on: options.on }), ...(files.hierarchy ? { hierarchy: files.hierarchy } : {}) }) };
  });
  const some = scored.filter(({ outcomes: all }) => all.some(({ status }) => status === 'scored'));
  const skipped = scored.filter((one) => !some.includes(one)).map(({ name }) => name);
  if (some.length < 2) throw new Failure(exit.faults, `Only ${some.length} of the periods ${periods.join(', ')} could be scored by ${methodology.id} ${methodology.version}; a back-test needs two. ${skipped.length ? `Nobody has every figure it needs in ${skipped.join(', ')}.` : ''}`.trim());
  const found = backTest(some, top);
  io.out(options.json ? JSON.stringify({ methodology: `${methodology.id} ${methodology.version}`, skipped, ...found }) : backTestInWords(`${methodology.id} ${methodology.version}`, found, skipped));
  return exit.done;
}
