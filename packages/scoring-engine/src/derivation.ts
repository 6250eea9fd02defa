import { type Cause, type Cell, type Column, isPresent } from './cell.ts';
import { shareOf } from './figures.ts';
import { inputsOf } from './inputs-of.ts';
import { type Derivation, type DerivedInput, type DerivedNode, type DerivedPart, type DerivedScore } from './derived.ts';
import { parametersOf } from './parameters-of.ts';
import { type Place } from './population.ts';
import { compare, decimalText, exactText, parse, type Rational, round } from './rational.ts';
import { type Methodology } from './read-methodology.ts';
import { type At, ownNodes, reached } from './reached.ts';
import { figureKey, writeReference } from './reference.ts';
import { type NodeResult, type Run } from './run.ts';
import { stepNamed } from './steps/index.ts';
import { inWords } from './steps/step.ts';

/** The whole tree behind one org unit's score. */
export function derive(run: Run, place: Place): Derivation {
  const { nodes, figures } = reached(run, ownNodes(run, place));
  return {
    ...derivedScore(run.methodology),
    inputs: Object.fromEntries(figures.map((at) => [at.name, derivedInput(run, at)])),
    nodes: Object.fromEntries(nodes.map((at) => [at.name, derivedNode(run, at.id, at.place, run.node(at.id, at.place))])),
  };
}

/** How the score and its band come out of the tree. */
export function derivedScore({ document: { id, version, score, bands = [] } }: Methodology): DerivedScore {
  return {
    methodology: { id, version },
    root: score.of,
    rounding: score.round ? { places: String(score.round.places), mode: score.round.mode } : { places: '', mode: 'none' },
    bands: bands.map((band) => ({ id: band.id, from: band.from, label: band.label ?? {} })),
    ...(score.compare === 'exact' ? { compare: 'exact' } : {}),
    ...(score.band === undefined ? {} : { band: score.band }),
  };
}

function derivedInput(run: Run, { id, place, reference }: At): DerivedInput {
  const { side: _, period: __, ...figure } = reference;
  const cell = run.population.figures(place.orgUnit, place.period).get(figureKey(figure));
  const column = run.column(writeReference(figure), place);
  const rules = run.methodology.indicators[id];
  return {
    label: rules?.label ?? {},
    unit: rules?.unit ?? '',
    value: isPresent(column) ? cell?.value || decimalText(column.value) : '',
    status: isPresent(column) ? 'present' : (column.missing[0]?.kind ?? 'not-submitted'),
    numerator: cell?.numerator ?? '',
    denominator: cell?.denominator ?? '',
    n: cell?.n ?? '',
    ...(cell?.standardError ? { standardError: cell.standardError } : {}),
    measuredPeriod: cell?.measuredPeriod ?? '',
    ...(isPresent(column) ? exactly(cell, column.value) : ruleOf(column.missing[0])),
    ...recomputed(cell, rules?.unit),
  };
}

const ruleOf = (cause: Cause | undefined): Pick<DerivedInput, 'rule'> => (cause?.worst ? { rule: 'worst' } : cause && !cause.fails ? { rule: 'drop' } : {});
const exactly = (cell: Cell | undefined, value: Rational) => (!cell?.value && exactText(value) !== decimalText(value) ? { exact: exactText(value) } : {});

/** A publisher may round or cut off, so a difference shows only from one unit of the last printed place on. */
function recomputed(cell: Cell | undefined, unit: string | undefined): { recomputed?: string } {
  if (!cell?.value || !cell.numerator || !cell.denominator) return {};
  const share = shareOf(cell.numerator, cell.denominator, unit);
  if (!share) return {};
  const places = cell.value.split('.')[1]?.length ?? 0;
  const follows = [round(share, places, 'down'), round(share, places, 'half-up')].some((text) => compare(parse(text), parse(cell.value!)) === 0);
  return follows ? {} : { recomputed: decimalText(share) };
}

/** A column as text: the number or the word a reader sees, the exact number, and whether it is there. */
export function shown(column: Column) {
  if (!isPresent(column)) return { value: '', exact: '', status: column.missing[0]?.kind ?? 'not-submitted' };
  return { value: column.label ?? decimalText(column.value), exact: exactText(column.value), status: 'present' };
}

/** A node as it came out at a place. */
export function derivedNode(run: Run, id: string, place: Place, { column, parts, names, numbers, unrounded, statistics }: NodeResult): DerivedNode {
  const node = run.methodology.document.nodes[id]!;
  const { value, exact, status } = shown(column);
  return {
    step: node.step,
    label: node.label ?? {},
    of: inputsOf(node),
    value,
    exact,
    ...(unrounded ? { unrounded: exactText(unrounded) } : {}),
    status,
    parameters: parametersOf(run, id, place),
    formula: { words: stepNamed.get(node.step)!.words, names: inWords(names), numbers: inWords(numbers) },
    ...(parts ? { parts: derivedParts(parts) } : {}),
    ...(statistics ? { statistics: { over: statistics.over, count: String(statistics.count), values: Object.fromEntries(Object.entries(statistics.values).map(([name, value]) => [name, exactText(value)])) } } : {}),
  };
}

const derivedParts = (parts: NonNullable<NodeResult['parts']>): DerivedPart[] =>
  parts.map((part) => ({
    id: part.id,
    weight: exactText(part.weight),
    effectiveWeight: exactText(part.effectiveWeight),
    value: isPresent(part.column) ? exactText(part.column.value) : '',
    contribution: part.contribution ? exactText(part.contribution) : '',
  }));

