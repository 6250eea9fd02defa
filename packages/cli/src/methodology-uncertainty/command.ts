import { openThreads } from '@mizan/draw-threads';
import { type Aggregation, aggregations, CannotCompile, finish, type Normalisation, normalisations, uncertainty } from '@mizan/simulation';
import { exit, Failure } from '../session/failure.ts';
import { type Terminal } from '../session/terminal.ts';
import { periodOf, readScoringFiles, type ScoringOptions } from '../scoring-files/read-scoring-files.ts';
import { progressAfterASecond } from '../scoring-files/show-progress.ts';
import { uncertaintyInWords } from './uncertainty-in-words.ts';

export interface UncertaintyOptions extends ScoringOptions {
  readonly methodology: string;
  readonly draws: string;
  readonly seed: string;
  readonly weights: string;
  readonly normalisations?: string;
  readonly aggregations?: string;
  readonly errors?: boolean;
  readonly sensitivityDraws: string;
  readonly margins: string;
  readonly orgUnit?: string;
}

/** `methodology uncertainty`: how certain the results are, by draws, without any service. @throws Failure */
export async function methodologyUncertainty(options: UncertaintyOptions, io: Terminal): Promise<number> {
  const files = await readScoringFiles([options.methodology], options);
  const methodology = files.methodologies[0]!;
  const period = periodOf(files, options.period);
  if (options.margins !== 'close' && options.margins !== 'all') throw new Failure(exit.usage, `--margins ${options.margins} is neither close nor all.`);
  const threads = openThreads();
  try {
    const report = await finish(
      uncertainty({
        methodology,
        cells: files.cells,
        options: { period, ...(options.on === undefined ? {} : { on: options.on }), ...(files.hierarchy ? { hierarchy: files.hierarchy } : {}) },
        settings: {
          seed: number(options.seed, '--seed'),
          weights: number(options.weights, '--weights') / 100,
          normalisations: words<Normalisation>(options.normalisations, normalisations, '--normalisations'),
          aggregations: words<Aggregation>(options.aggregations, aggregations, '--aggregations'),
          errors: options.errors ?? true,
        },
        draws: number(options.draws, '--draws'),
        sensitivityDraws: number(options.sensitivityDraws, '--sensitivity-draws'),
        eligibility: files.eligibility,
        margins: options.orgUnit === undefined ? options.margins : [options.orgUnit],
        carryOut: threads.carryOut,
      }),
      progressAfterASecond(io),
    );
    const name = `${methodology.id} ${methodology.version}`;
    io.out(options.json ? JSON.stringify({ methodology: name, ...report }) : uncertaintyInWords(name, report, options.orgUnit));
    return exit.done;
  } catch (error) {
    if (error instanceof CannotCompile) throw new Failure(exit.faults, error.message);
    if (error instanceof RangeError) throw new Failure(exit.usage, error.message);
    throw error;
  } finally {
    await threads.close();
  }
}

function number(text: string, option: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Failure(exit.usage, `${option} ${text} is not a number.`);
  return Number(text);
}

function words<Word extends string>(text: string | undefined, known: readonly Word[], option: string): Word[] {
  const found = (text ?? '').split(',').map((word) => word.trim()).filter(Boolean);
  const unknown = found.filter((word) => !(known as readonly string[]).includes(word));
  if (unknown.length) throw new Failure(exit.usage, `${option} does not know ${unknown.join(', ')}. It knows: ${known.join(', ')}.`);
  return found as Word[];
}
