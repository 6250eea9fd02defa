import { type Cell } from '../cell.ts';
import { pointer } from '../examine-document.ts';
import { shareOf } from '../figures.ts';
import { meant } from '../nearest.ts';
import { compare, multiply, parse, type Rational, rational, round, subtract, zero } from '../rational.ts';
import { type LintRule, warning } from './finding.ts';

const where = ({ orgUnit, period }: Cell) => `${orgUnit} in ${period}`;

/** A figure over a number that nobody stated is too few, so a column that was forgotten takes the indicator from everybody. */
export const casesNobodyStated: LintRule = ({ methodology: { indicators }, cells }) =>
  Object.entries(indicators).flatMap(([id, { minimumN }]) => {
    const figures = cells.filter(({ indicator, status }) => indicator === id && status === 'present');
    const silent = figures.filter(({ n, denominator }) => !n && !denominator);
    if (minimumN === undefined || silent.length === 0) return [];
    const whose = silent.length === figures.length ? `no row of ${id} says` : `${silent.length} of ${figures.length} rows of ${id}, the first ${where(silent[0]!)}, do not say`;
    return [warning(pointer('indicators', id, 'minimumN'), `${whose} over how many it was measured, so with "minimumN" each of them is too few`, 'fill the column n or denominator')];
  });

/** A published value beside counts that give another: one of the two is wrong, and the value is what counts. */
export const valueAgainstCounts: LintRule = ({ methodology: { indicators }, cells }) =>
  Object.entries(indicators).flatMap(([id, { unit }]) => {
    const other = cells.flatMap((cell) => {
      const share = cell.indicator === id && cell.value && cell.numerator && cell.denominator ? shareOf(cell.numerator, cell.denominator, unit) : undefined;
      return share && !roundsTo(share, cell.value!) ? [{ cell, share }] : [];
    });
    const [first] = other;
    if (!first) return [];
    const { cell, share } = first;
    return [warning(pointer('indicators', id), `${other.length} ${other.length === 1 ? 'row' : 'rows'} of ${id} ${other.length === 1 ? 'has' : 'have'} a value that is not numerator over denominator; ${where(cell)} the value is ${cell.value}, but ${cell.numerator} of ${cell.denominator} is ${round(share, 2, 'half-even').replace(/\.?0+$/, '')}`, 'mend one of the two; as it stands the value is taken')];
  });

/** Whether a share, rounded or cut off to the places of a value, is that value. */
function roundsTo(share: Rational, value: string): boolean {
  const places = value.split('.')[1]?.length ?? 0;
  const gap = subtract(share, parse(value));
  const size = compare(gap, zero) < 0 ? subtract(zero, gap) : gap;
  return compare(multiply(size, rational(10n ** BigInt(places))), rational(1n)) < 0;
}

/** A figure without a value over nobody is no figure. */
export const overNobody: LintRule = ({ methodology: { indicators }, cells }) =>
  Object.keys(indicators).flatMap((id) => {
    const rows = cells.filter(({ indicator, status, value, denominator }) => indicator === id && status === 'present' && !value && denominator !== undefined && Number(denominator) === 0);
    return rows.length ? [warning(pointer('indicators', id), `${rows.length} ${rows.length === 1 ? 'row' : 'rows'} of ${id} ${rows.length === 1 ? 'has' : 'have'} the denominator 0, the first ${where(rows[0]!)}, and so no figure`, 'give the number of cases, or a status such as not-applicable')] : [];
  });

/** Rows under a name that is nearly one of the document's are likely meant for it. */
export const misnamedRows: LintRule = ({ methodology: { indicators }, cells }) => {
  const strangers = Map.groupBy(cells.filter(({ indicator }) => !Object.hasOwn(indicators, indicator)), ({ indicator }) => indicator);
  return [...strangers].flatMap(([name, rows]) => {
    const hint = meant(name, Object.keys(indicators));
    const [, id = ''] = /did you mean (.*)\?$/.exec(hint) ?? [];
    return hint ? [warning(pointer('indicators', id), `${rows.length} ${rows.length === 1 ? 'row stands' : 'rows stand'} under "${name}", the first ${where(rows[0]!)}, which the document does not read${hint}`, 'write the name as the document has it, or take the rows out')] : [];
  });
};

export const fileRules: readonly LintRule[] = [casesNobodyStated, valueAgainstCounts, overNobody, misnamedRows];
