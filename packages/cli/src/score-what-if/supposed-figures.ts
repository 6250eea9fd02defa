import { exit, Failure } from '../session/failure.ts';

type Figure = string | { numerator: string; denominator: string };
interface Supposed {
  readonly values: Record<string, Figure>;
  readonly below: Record<string, Record<string, Figure>>;
}

/** Figures as a reader writes them: `reading=70` of the org unit itself, `s-17/presence=90/100` of one below it, counts with a stroke between. @throws Failure */
export function supposedFigures(texts: readonly string[]): Supposed {
  const supposed: Supposed = { values: {}, below: {} };
  for (const text of texts) {
    const { name = '', number = '' } = /^(?<name>.+)=(?<number>[^=]+)$/.exec(text)?.groups ?? {};
    const figure = figureOf(number);
    if (!figure) throw new Failure(exit.usage, `"${text}" supposes nothing. Write a figure as reading=70, with its counts as presence=90/100, and one of an org unit below as s-17/presence=90/100.`);
    const at = name.lastIndexOf('/');
    const figures = at < 0 ? supposed.values : (supposed.below[name.slice(0, at)] ??= {});
    figures[name.slice(at + 1)] = figure;
  }
  return supposed;
}

function figureOf(number: string): Figure | undefined {
  const [numerator, denominator, ...more] = number.split('/');
  if (!numerator || denominator === '' || more.length > 0) return undefined;
  return denominator === undefined ? numerator : { numerator, denominator };
}
