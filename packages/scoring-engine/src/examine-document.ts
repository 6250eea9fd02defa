import { inputsOf } from './inputs-of.ts';
import { type MethodologyDocument } from './methodology-schema.ts';
import { compare, parse, type Rational } from './rational.ts';
import { readReference } from './reference.ts';
import { stepNamed } from './steps/index.ts';

export interface Fault {
  /** RFC 6901. */
  readonly pointer: string;
  readonly text: string;
}

/** A JSON Pointer to a place of the document. */
export const pointer = (...path: readonly PropertyKey[]) => path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What the shape alone does not show: names without a bearer and numbers that cannot work. */
export function examine(document: MethodologyDocument): Fault[] {
  const names = [...unknownInputs(document), ...unknownRequired(document), ...unknownParameters(document), ...clashes(document), ...datesOutOfOrder(document), ...notAllowed(document)];
  const faults = [...names, ...bandFaults(document)];
  return names.length ? faults : [...faults, ...goalpostFaults(document)];
}

function unknownInputs({ nodes, indicators, score }: MethodologyDocument): Fault[] {
  const known = (text: string) => {
    const { id, side, subgroup, source } = readReference(text);
    return Object.hasOwn(indicators, id) || (Object.hasOwn(nodes, id) && !side && !subgroup && !source);
  };
  const faults = Object.entries(nodes).flatMap(([id, node]) =>
    inputsOf(node).filter((input) => !known(input)).map((input) => ({ pointer: pointer('nodes', id), text: `there is no node or indicator ${input}` })),
  );
  const absent = ([['of', readReference(score.of).id], ['band', score.band]] as const).filter(([, id]) => id !== undefined && !Object.hasOwn(nodes, id));
  return [...faults, ...absent.map(([field, id]) => ({ pointer: pointer('score', field), text: `there is no node ${id}` }))];
}

function unknownRequired({ nodes }: MethodologyDocument): Fault[] {
  return Object.entries(nodes).flatMap(([id, node]) => {
    const { required = [] } = (node['reweight'] ?? {}) as { required?: string[] };
    return required.filter((part) => !inputsOf(node).includes(part)).map((part) => ({ pointer: pointer('nodes', id, 'reweight', 'required'), text: `${part} is not a part of this node` }));
  });
}

function unknownParameters({ nodes, parameters = {} }: MethodologyDocument): Fault[] {
  return Object.entries(nodes).flatMap(([id, node]) =>
    namedParameters(node).filter(({ name }) => !Object.hasOwn(parameters, name)).map(({ path, name }) => ({ pointer: pointer('nodes', id, ...path), text: `there is no parameter ${name}` })),
  );
}

function namedParameters(value: unknown, path: readonly string[] = []): { path: readonly string[]; name: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const name = (value as { parameter?: unknown }).parameter;
  if (typeof name === 'string' && Object.keys(value).length === 1) return [{ path, name }];
  return Object.entries(value).flatMap(([field, inner]) => namedParameters(inner, [...path, field]));
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
