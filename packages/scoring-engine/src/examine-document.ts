import { stepFaults } from './examine-steps.ts';
import { formsIn } from './forms-in.ts';
import { inputsOf } from './inputs-of.ts';
import { type MethodologyDocument } from './methodology-schema.ts';
import { meant } from './nearest.ts';
import { type Fault, pointer } from './pointer.ts';
import { compare, parse, type Rational } from './rational.ts';
import { readReference } from './reference.ts';
import { stepNamed } from './steps/index.ts';

export { type Fault, pointer };

/** What the shape alone does not show: names without a bearer and numbers that cannot work. */
export function examine(document: MethodologyDocument): Fault[] {
  const names = [...unreadableNames(document), ...unknownInputs(document), ...unknownParameters(document), ...clashes(document), ...datesOutOfOrder(document), ...notAllowed(document), ...scoreAgainstIndicator(document)];
  const faults = [...names, ...bandFaults(document), ...stepFaults(document), ...spanFaults(document)];
  return names.length ? faults : [...faults, ...goalpostFaults(document)];
}

function unknownInputs({ nodes, indicators, score }: MethodologyDocument): Fault[] {
  const names = [...Object.keys(nodes), ...Object.keys(indicators)];
  const known = (text: string) => {
    const { id, side, subgroup, source } = readReference(text);
    return Object.hasOwn(indicators, id) || (Object.hasOwn(nodes, id) && !side && !subgroup && !source);
  };
  const faults = Object.entries(nodes).flatMap(([id, node]) =>
    inputsOf(node).filter((input) => !known(input)).map((input) => ({ pointer: pointer('nodes', id, ...placeOf(node, input)), text: unknownInput(nodes, input, names) })),
  );
  const absent = ([['of', readReference(score.of).id], ['band', score.band]] as const).flatMap(([field, id]) => (id === undefined || Object.hasOwn(nodes, id) ? [] : [{ field, id }]));
  return [...faults, ...absent.map(({ field, id }) => ({ pointer: pointer('score', field), text: `there is no node ${id}${Object.hasOwn(indicators, id) ? '; it is an indicator, and the score is a node' : meant(id, Object.keys(nodes))}` }))];
}

/** A score that is an indicator's figure, or keeps its direction, is better the same way round. */
function scoreAgainstIndicator({ nodes, indicators, score: { of, direction } }: MethodologyDocument): Fault[] {
  const keptFrom = (reference: string, seen: readonly string[] = []): string | undefined => {
    const { id } = readReference(reference);
    if (!Object.hasOwn(nodes, id) || seen.includes(id)) return id;
    const kept = stepNamed.get(nodes[id]!.step)?.keepsDirectionOf?.(nodes[id] as never);
    return kept === undefined ? undefined : keptFrom(kept, [...seen, id]);
  };
  const indicator = direction === undefined ? undefined : keptFrom(of);
  const own = indicator === undefined || !Object.hasOwn(indicators, indicator) ? undefined : indicators[indicator]!.direction;
  return own === undefined || own === direction ? [] : [{ pointer: pointer('score', 'direction'), text: `the score keeps the direction of ${indicator}, of which the ${own} is better; say "${own}" here, or mend the indicator` }];
}

function unknownInput(nodes: MethodologyDocument['nodes'], input: string, names: readonly string[]): string {
  if (/^-?\d+(\.\d+)?$/.test(input)) return `a node or an indicator is read here, and ${input} is a number; where it is needed make a node of it, { "step": "formula", "is": "${input}" }`;
  if (input === 'before') return 'there is no node or indicator before: the first step of a chain has none before it, so name what it reads';
  return `there is no node or indicator ${input}${aboutNode(nodes, input) || meant(readReference(input).id, names)}`;
}

const aboutNode = (nodes: MethodologyDocument['nodes'], input: string) => (Object.hasOwn(nodes, readReference(input).id) ? `: ${readReference(input).id} is a node, and only an indicator has side values, subgroups and sources` : '');

/** Where in a node something is named; the node itself where it is part of a longer text, such as a formula. */
function placeOf(value: unknown, input: string, path: readonly PropertyKey[] = []): readonly PropertyKey[] {
  if (value === input) return path;
  if (typeof value !== 'object' || value === null) return [];
  for (const [key, inner] of Object.entries(value)) {
    if (key === input && ['parts', 'when'].includes(String(path.at(-1)))) return [...path, key];
    if (key === 'is' && typeof inner === 'string' && path.length === 0 && new RegExp(`(?<![\\w.])${input.replaceAll(/\W/g, '\\$&')}(?![\\w.])`).test(inner)) return ['is'];
    const found = placeOf(inner, input, [...path, key]);
    if (found.length) return found;
  }
  return [];
}

/** A name that ends as a side value is written could never be read, and one with a space at an end would be taken for another. */
function unreadableNames({ nodes, indicators }: MethodologyDocument): Fault[] {
  return ([['nodes', nodes], ['indicators', indicators]] as const).flatMap(([section, named]) =>
    Object.keys(named).flatMap((id): Fault[] => (id === id.trim() ? [] : [{ pointer: pointer(section, id), text: `${JSON.stringify(id)} begins or ends with a space, which nobody sees; take it out` }])).concat(Object.keys(named).filter((id) => readReference(id).id !== id).map((id) => ({ pointer: pointer(section, id), text: `no reference can name ${id}: what follows ${readReference(id).id} would be taken for a side value, a subgroup or a period; give it another name` }))),
  );
}

function unknownParameters({ nodes, parameters = {} }: MethodologyDocument): Fault[] {
  return Object.entries(nodes).flatMap(([id, node]) =>
    formsIn('parameter', node).filter(({ name }) => !Object.hasOwn(parameters, name)).map(({ path, name }) => ({ pointer: pointer('nodes', id, ...path), text: `there is no parameter ${name}${meant(name, Object.keys(parameters))}` })),
  );
}

/** Each entry of a parameter holds from its day up to the next one's, so only the first may go without a day. */
function datesOutOfOrder({ parameters = {} }: MethodologyDocument): Fault[] {
  return Object.entries(parameters).flatMap(([name, entries]) =>
    entries.flatMap(({ from }, index) => {
      const before = entries[index - 1];
      return before && (from === undefined || (before.from !== undefined && before.from >= from)) ? [{ pointer: pointer('parameters', name, index, 'from'), text: 'the entries of a parameter stand in the order of their days, each with a later one' }] : [];
    }),
  );
}

function notAllowed({ nodes, allows = [] }: MethodologyDocument): Fault[] {
  return Object.entries(nodes).flatMap(([id, node]) => {
    const needs = stepNamed.get(node.step)?.needs;
    return needs && !allows.includes(needs) ? [{ pointer: pointer('nodes', id, 'step'), text: `${node.step} fills in figures that nobody measured; it is refused unless the document says "allows": ["${needs}"]` }] : [];
  });
}

function clashes({ nodes, indicators }: MethodologyDocument): Fault[] {
  return Object.keys(nodes).filter((id) => Object.hasOwn(indicators, id)).map((id) => ({ pointer: pointer('nodes', id), text: 'an indicator has the same id' }));
}

function bandFaults({ bands = [] }: MethodologyDocument): Fault[] {
  return bands.flatMap(({ id, from }, index) => {
    const before = bands.slice(0, index);
    const doubled = before.some((band) => band.id === id) ? [{ pointer: pointer('bands', index, 'id'), text: `another band is called ${id}` }] : [];
    const previous = before.at(-1);
    const ascends = !previous || compare(parse(previous.from), parse(from)) < 0;
    return ascends ? doubled : [...doubled, { pointer: pointer('bands', index, 'from'), text: 'bands stand in ascending order and none starts where another does' }];
  });
}

/** A document that ends before it begins, or reads its band from two places, holds for nobody. */
function spanFaults({ effective, bands, score }: MethodologyDocument): Fault[] {
  const ended = effective?.to !== undefined && effective.to <= effective.from ? [{ pointer: '/effective/to', text: `the document would end on ${effective.to}, not after it begins on ${effective.from}` }] : [];
  return score.band !== undefined && bands?.length ? [...ended, { pointer: '/score/band', text: 'the bands stand under `bands` too; keep one of the two' }] : ended;
}

/** Goalposts that coincide would divide by zero; a logarithm needs goalposts above zero. */
function goalpostFaults({ nodes, indicators, parameters = {} }: MethodologyDocument): Fault[] {
  const numberAt = (value: unknown): Rational | undefined => {
    const text = typeof value === 'string' ? value : parameters[(value as { parameter?: string }).parameter ?? '']?.[0]?.value;
    return text === undefined ? undefined : parse(text);
  };
  return Object.entries(nodes).flatMap(([id, node]) => {
    if (!node.step.endsWith('goalposts')) return [];
    const [low, high] = [numberAt(node['low']), numberAt(node['high'])];
    if (!low || !high) return [];
    const upwards = compare(low, high);
    if (upwards === 0) return [{ pointer: pointer('nodes', id, 'high'), text: 'the goalposts coincide' }];
    if (node.step.startsWith('log') && (low.n <= 0n || high.n <= 0n)) return [{ pointer: pointer('nodes', id, low.n <= 0n ? 'low' : 'high'), text: 'a logarithm needs goalposts above 0' }];
    const of = String(node['of']);
    const contrary = upwards > 0 && Object.hasOwn(indicators, of) && indicators[of]?.direction === 'higher';
    return contrary ? [{ pointer: pointer('nodes', id, 'low'), text: `less is better by these goalposts, but by its direction more of ${of} is` }] : [];
  });
}

/** `worst` needs a step that knows what the worst is worth before any mean reads it. The nodes form no circle. */
export function worstFaults({ nodes, indicators }: MethodologyDocument): Fault[] {
  const readers = (id: string): string[] =>
    Object.entries(nodes).flatMap(([reader, node]) => {
      if (!inputsOf(node).some((input) => readReference(input).id === id)) return [];
      const { worst } = stepNamed.get(node.step)!;
      return worst === 'refused' ? [reader] : worst === 'passes-on' ? readers(reader) : [];
    });
  return Object.entries(indicators).flatMap(([id, { missing = {} }]) => {
    const kind = Object.entries(missing).find(([, rule]) => rule === 'worst')?.[0];
    const reader = kind && readers(id)[0];
    return reader ? [{ pointer: pointer('indicators', id, 'missing', kind), text: `${reader} reads it without goalposts, so there is no worst value` }] : [];
  });
}
