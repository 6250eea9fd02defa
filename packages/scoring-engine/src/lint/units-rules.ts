import { type Cell } from '../cell.ts';
import { pointer } from '../examine-document.ts';
import { shareOf } from '../figures.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { meant } from '../nearest.ts';
import { decimalText } from '../rational.ts';
import { readReference } from '../reference.ts';
import { isPercent } from './bounds.ts';
import { type LintRule, warning } from './finding.ts';

type Indicators = MethodologyDocument['indicators'];
/** What else people write for percent; the engine knows the one word. */
const otherWords = ['%', 'pct', 'per cent', 'percentage', 'in percent'];

/** A word for a unit that is nearly a known one: what hangs on the unit, such as times 100, would not happen. */
export const misspeltUnits: LintRule = ({ methodology: { indicators } }) => {
  const uses = Map.groupBy(Object.values(indicators).flatMap(({ unit }) => unit ?? []), (unit) => unit);
  const known = ['percent', ...[...uses].filter(([, all]) => all.length > 1).map(([unit]) => unit)];
  return Object.entries(indicators).flatMap(([id, { unit }]) => {
    if (unit === undefined || known.includes(unit)) return [];
    const hint = otherWords.includes(unit.toLowerCase()) ? '; did you mean percent?' : meant(unit, known);
    return hint ? [warning(pointer('indicators', id, 'unit'), `the unit "${unit}" is not known here${hint}`, 'only by the word "percent" is a figure taken as 0 to 100, and a numerator over a denominator times 100')] : [];
  });
};

/** Bounds written for a share where the figure is in percent, or beyond all percent. */
export const boundsAgainstUnit: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const of = typeof node['of'] === 'string' ? readReference(node['of']) : undefined;
    if (!of || of.side || !isPercent(document, of.id)) return [];
    if (node.step === 'wilson-bound' && Number(node['scale']) === 1) return [warning(pointer('nodes', id, 'scale'), `${of.id} is in percent, and without "scale" its bound is that of a share from 0 to 1, which 40 percent is not`, 'add "scale": "100"')];
    const bounds = boundsIn(node, document.parameters ?? {});
    if (bounds.length < 2) return [];
    const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
    if (least >= 0 && most <= 1) return [warning(pointer('nodes', id), `its bounds run from ${least} to ${most}, and ${of.id} is in percent: nearly everybody stands above them`, `write them in percent, from ${least * 100} to ${most * 100}`)];
    return least < 0 || most > 100 ? [warning(pointer('nodes', id), `its bounds run from ${least} to ${most}, and ${of.id} is in percent, from 0 to 100: not all of it can be reached`, `mend the bounds, or say under "assumptions" about ${pointer('indicators', of.id, 'unit')} why it may be more`)] : [];
  });

/** Numbers in place or dated that a step sets its figure against. */
function boundsIn(node: Readonly<Record<string, unknown>>, parameters: NonNullable<MethodologyDocument['parameters']>): number[] {
  if (!['goalposts', 'log-goalposts', 'step-table', 'interpolate', 'achievement', 'limits'].includes(String(node['step']))) return [];
  const listed = [...((node['rows'] ?? []) as { from?: unknown }[]).map(({ from }) => from), ...((node['knots'] ?? []) as { at?: unknown }[]).map(({ at }) => at)];
  return [node['low'], node['high'], node['threshold'], node['benchmark'], ...listed].flatMap((value) => {
    if (typeof value === 'string') return Number(value);
    const { parameter } = (value ?? {}) as { parameter?: string };
    return parameter === undefined ? [] : (parameters[parameter] ?? []).map((entry) => Number(entry.value));
  });
}

/** Figures in percent that look like shares, and those that no percent can be. */
export const figuresAgainstUnit: LintRule = ({ methodology: { document }, cells }) =>
  Object.keys(document.indicators).filter((id) => isPercent(document, id)).flatMap((id) => {
    const figures = cells.filter((cell) => cell.indicator === id).flatMap((cell) => inNumbers(cell, document.indicators));
    if (figures.length > 0 && figures.every(({ value }) => value >= 0 && value <= 1) && figures.some(({ value }) => value > 0 && value < 1)) return [warning(pointer('indicators', id), `${id} is in percent, and all its ${figures.length} figures are from 0 to 1, such as ${where(figures.find(({ value }) => value > 0)!)}`, 'write 50 for half of all, or mend the unit')];
    const beyond = figures.filter(({ value }) => value < 0 || value > 100);
    return beyond.length ? [warning(pointer('indicators', id), `${beyond.length} of ${figures.length} figures of ${id} are not from 0 to 100 percent, such as ${where(beyond[0]!)}`, `mend them, or say under "assumptions" about ${pointer('indicators', id, 'unit')} why they may be so`)] : [];
  });

interface Figure {
  readonly cell: Cell;
  readonly value: number;
}
function inNumbers(cell: Cell, indicators: Indicators): Figure[] {
  const { value, numerator, denominator } = cell;
  if (value !== undefined) return [{ cell, value: Number(value) }];
  const share = numerator !== undefined && denominator !== undefined ? shareOf(numerator, denominator, indicators[cell.indicator]?.unit) : undefined;
  return share ? [{ cell, value: Number(decimalText(share)) }] : [];
}
const where = ({ cell, value }: Figure) => `${Math.round(value * 10000) / 10000} of ${cell.orgUnit} in ${cell.period}`;

/** Steps that put several figures on one scale as they stand. */
const together = ['mean', 'weighted-mean', 'sum', 'geometric-mean', 'harmonic-mean', 'power-mean', 'mean-of-best', 'median', 'maximum', 'minimum', 'first-present', 'difference', 'mazziotta-pareto'];

/** A mean of percent and rupees is neither; the largest numbers decide it. And more of a mean cannot be better where more of one part is worse. */
export const mixedUnits: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    if (!together.includes(node.step)) return [];
    const parts = [node['parts'] ? Object.keys(node['parts']) : [], node['of'], node['from']].flat(2).filter((part): part is string => typeof part === 'string').map((part) => readReference(part));
    const read = parts.filter((part) => !part.side && Object.hasOwn(document.indicators, part.id)).map((part) => ({ id: part.id, ...document.indicators[part.id] }));
    const differ = (field: 'unit' | 'direction') => [...new Map(read.filter((one) => one[field] !== undefined).map((one) => [one[field], one])).values()];
    const [units, ways] = [differ('unit'), node.step === 'difference' ? [] : differ('direction')];
    if (units.length > 1) return [warning(pointer('nodes', id), `it puts ${units.map((one) => `${one.id} (${one.unit})`).join(' and ')} together as they stand`, 'bring each to points first, for example with goalposts')];
    return ways.length > 1 ? [warning(pointer('nodes', id), `it puts ${ways.map((one) => `${one.id} (${one.direction} is better)`).join(' and ')} together as they stand`, 'bring each to points first, for example with goalposts, which turn what is better when lower')] : [];
  });

export const unitRules: readonly LintRule[] = [misspeltUnits, boundsAgainstUnit, mixedUnits];
