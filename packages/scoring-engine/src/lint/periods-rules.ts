import { type Cell } from '../cell.ts';
import { pointer } from '../examine-document.ts';
import { inputsOf, periodWords } from '../inputs-of.ts';
import { meant } from '../nearest.ts';
import { isCalendar, isRelative, periodMeant, readReference } from '../reference.ts';
import { type LintRule, warning } from './finding.ts';

const unique = (texts: readonly string[]) => [...new Set(texts)];

/** A period that the document reads and no figure is of: misspelt here or in the file, and nobody would have a score. */
export const periodsWithoutFigures: LintRule = ({ methodology: { document, namedPeriods }, cells }) => {
  const periods = unique(cells.map(({ period }) => period));
  const scored = periods.filter((period) => !namedPeriods.has(period));
  const words = unique(Object.values(document.nodes).flatMap(periodWords));
  const absent = words.filter((word) => !scored.concat(isRelative(document.periods?.[word] ?? word) ? [] : ['']).some((from) => periods.includes(periodMeant(word, from, document.periods))));
  return absent.flatMap((word) => {
    const places = Object.entries(document.nodes).filter(([, node]) => periodWords(node).includes(word)).map(([id]) => id);
    const bound = document.periods?.[word];
    const name = bound === undefined ? `the period ${word}` : `${bound}, which ${word} means`;
    const candidates = periods.filter((period) => bound !== undefined || !/\d/.test(period));
    return places.slice(0, 1).map((id) => warning(pointer('nodes', id), `the values have no row of ${isRelative(bound ?? word) ? `a period that stands ${word} before or after one that is scored` : name}${meant(bound ?? word, candidates)}`, `write the word as it stands in the period column, or add the rows; there are ${periods.slice(0, 8).join(', ')}`));
  });
};

/** A subgroup or a source that the document reads and no figure is of. */
export const narrowedWithoutFigures: LintRule = ({ methodology: { document }, cells }) => {
  const known = (field: 'subgroup' | 'source', id: string) => unique(cells.filter(({ indicator }) => indicator === id).flatMap((cell) => cell[field] ?? []));
  const read = Object.entries(document.nodes).flatMap(([node, body]) => inputsOf(body).map((text) => ({ node, ...readReference(text) })));
  const told = new Set<string>();
  return read.flatMap(({ node, id, ...narrow }) =>
    (['subgroup', 'source'] as const).flatMap((field) => {
      const word = narrow[field];
      const words = known(field, id);
      const key = `${field} ${word} ${id}`;
      if (word === undefined || words.includes(word) || told.has(key)) return [];
      told.add(key);
      return [warning(pointer('nodes', node), `the values have no row of ${id} with the ${field} ${word}${meant(word, words)}`, words.length ? `write it as it stands in the column ${field}; there are ${words.slice(0, 8).join(', ')}` : `fill the column ${field}`)];
    }),
  );
};

/** A period of the calendar, or a day, in digits alone: `July 2026` and `FY2026` stand apart from `2026-07`. */
const isInDigits = (period: string) => /^\d/.test(period) && isCalendar(period);

/** Rows whose period is written in another way than the rest stand apart from it: their org units lack these figures in the period they are meant for. */
export const oddPeriods: LintRule = ({ methodology: { document, namedPeriods }, cells }) => {
  const bound = Object.values(document.periods ?? {});
  const own = cells.filter(({ period, indicator }) => Object.hasOwn(document.indicators, indicator) && !namedPeriods.has(period) && !bound.includes(period));
  const usual = own.find(({ period }) => isInDigits(period))?.period;
  const odd = Map.groupBy(own.filter(({ period }) => !isInDigits(period)), ({ period }) => period);
  return usual === undefined ? [] : [...odd].map(([period, rows]) => warning(pointer('indicators', rows[0]!.indicator), `${rows.length === 1 ? 'one row has' : `${rows.length} rows have`} the period "${period}" (${first(rows)}), which is scored as a period of its own`, `write it as the others are written, such as ${usual}`));
};
const first = ([cell]: readonly Cell[]) => `the first is ${cell!.indicator} of ${cell!.orgUnit}`;

export const periodRules: readonly LintRule[] = [periodsWithoutFigures, narrowedWithoutFigures, oddPeriods];
