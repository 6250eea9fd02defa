import { type Cause, causesOf, type Cell, type Column, isPresent, NumberMissing } from './cell.ts';
import { readFigure } from './figures.ts';
import { openPeers } from './peers.ts';
import { openPopulation, type Place, type ScoreOptions } from './population.ts';
import { type Methodology } from './read-methodology.ts';
import { NoSuchNumber } from './no-such-number.ts';
import { numberOf } from './numbers.ts';
import { parse, type Rational, round } from './rational.ts';
import { readReference, shifted } from './reference.ts';
import { type NodeResult, type Run } from './run.ts';
import { peersOf, stepNamed } from './steps/index.ts';
import { type Computed, type Inputs, inWords } from './steps/step.ts';

const nothingGiven: ReadonlyMap<string, Column> = new Map();

/** Opens a run: nothing is computed before it is asked for. What is `given` stands in place of a node or an indicator, wherever it is read. */
export function openRun(methodology: Methodology, cells: readonly Cell[], options: ScoreOptions = {}, given = nothingGiven): Run {
  const population = openPopulation(methodology, cells, options);
  const done = new Map<string, Map<string, NodeResult>>();
  const run: Run = { methodology, population, node, column, on: ({ period }) => options.on ?? period, forget };
  const alone = Object.values(methodology.document.nodes).every((node) => peersOf(node) === 'none');
  const peers = openPeers(run);
  function forget({ orgUnit, period }: Place): void {
    if (alone) done.delete(`${period}\0${orgUnit}`);
  }
  function node(id: string, place: Place): NodeResult {
    const key = `${place.period}\0${place.orgUnit}`;
    const own = done.get(key) ?? new Map<string, NodeResult>();
    done.set(key, own);
    const found = own.get(id) ?? compute(run, id, inputsAt(run, peers, id, place));
    own.set(id, found);
    return found;
  }
  function column(text: string, place: Place): Column {
    const reference = readReference(text);
    const stands = given.get(reference.id);
    if (stands) return stands;
    const at = reference.period === undefined ? place : { ...place, period: population.resolve(reference.period, place.period) };
    return Object.hasOwn(methodology.document.nodes, reference.id) ? node(reference.id, at).column : readFigure(methodology, population.figures(at.orgUnit, at.period), reference);
  }
  return run;
}

function inputsAt(run: Run, peers: ReturnType<typeof openPeers>, id: string, place: Place): Inputs {
  const { population, methodology } = run;
  const at = (orgUnit: string) => ({ self: false, column: (reference: string) => run.column(reference, { ...place, orgUnit }) });
  return {
    id,
    column: (reference) => run.column(reference, place),
    number: (value) => numberOf(run, id, value, place),
    lessIsBetter: (reference) => isLessBetter(methodology, reference),
    peers: (which = {}) => peers(which, place, id),
    below: (level) => population.below(place.orgUnit, level).map((orgUnit) => at(orgUnit)),
    above: (level) => population.above(place.orgUnit, level).map((orgUnit) => at(orgUnit))[0],
    periods: () => population.periodsUpTo(place.period),
    shift: (by) => shifted(place.period, by),
    attribute: (name) => population.attribute(place.orgUnit, name),
  };
}

function compute({ methodology }: Run, id: string, inputs: Inputs): NodeResult {
  const node = methodology.document.nodes[id]!;
  const read = new Set<string>();
  const column = (reference: string) => (read.add(reference), inputs.column(reference));
  let turned = false;
  const lessIsBetter = (reference: string) => {
    const less = inputs.lessIsBetter(reference);
    turned ||= less;
    return less;
  };
  const worked = attempt(id, () => stepNamed.get(node.step)!.compute(node as never, { ...inputs, column, lessIsBetter }));
  const computed: NodeResult = { ...worked, read, ...(turned ? { turned } : {}) };
  return node.round && isPresent(computed.column) ? rounded(computed, computed.column.value, node.round) : computed;
}

/** A number that is missing, or that arithmetic does not have, makes the node missing for its reason and leaves all others as they are. */
function attempt(id: string, work: () => Computed): Computed {
  try {
    return work();
  } catch (error) {
    const column = { missing: causesOfError(error, id) };
    return { column, names: '', numbers: causesOf([column]).map(({ at, kind }) => `${at} ${kind}`).join(', ') };
  }
}

function causesOfError(error: unknown, id: string): readonly Cause[] {
  if (error instanceof NumberMissing) return error.causes;
  if (error instanceof NoSuchNumber) return [{ kind: 'not-applicable', why: error.why, at: id, fails: true }];
  throw error;
}

function rounded(computed: NodeResult, value: Rational, { places, mode }: { places: number; mode: Parameters<typeof round>[2] }): NodeResult {
  const text = round(value, places, mode);
  return { ...computed, column: { value: parse(text) }, unrounded: value, numbers: () => `${inWords(computed.numbers)}, rounded ${mode} to ${text}` };
}

/** True where less of what is read is better: the indicator says so, and every step between keeps its direction; of the score, where the document says so. */
export function isLessBetter(methodology: Methodology, reference: string): boolean {
  const { id } = readReference(reference);
  const { score } = methodology.document;
  if (score.direction !== undefined && id === readReference(score.of).id) return score.direction === 'lower';
  const node = Object.hasOwn(methodology.document.nodes, id) ? methodology.document.nodes[id] : undefined;
  if (!node) return Object.hasOwn(methodology.indicators, id) && methodology.indicators[id]?.direction === 'lower';
  const kept = stepNamed.get(node.step)!.keepsDirectionOf?.(node as never);
  return kept !== undefined && isLessBetter(methodology, kept);
}
