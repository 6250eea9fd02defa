import { MethodologyDocument } from './methodology-schema.ts';
import { compare, parse } from './rational.ts';
import { stepNamed } from './steps/index.ts';

/** A methodology that was read and found sound. */
export interface Methodology {
  readonly document: MethodologyDocument;
  readonly id: string;
  readonly version: string;
  readonly title: Readonly<Record<string, string>>;
  readonly level: string | undefined;
  readonly indicators: MethodologyDocument['indicators'];
  /** Node ids so that every node comes after those it needs. */
  readonly order: readonly string[];
}

/** Why a document is not a methodology: each fault with the place it is at. */
export class MethodologyError extends Error {
  readonly faults: readonly { pointer: string; text: string }[];
  constructor(faults: readonly { pointer: string; text: string }[]) {
    super(faults.map(({ pointer, text }) => `${pointer}: ${text}`).join('; '));
    this.name = 'MethodologyError';
    this.faults = faults;
  }
}

const side = /\.(n|numerator|denominator)$/;
/** The indicator that a reference such as `teachers.numerator` means. */
export const indicatorOf = (reference: string) => reference.replace(side, '');

/** Reads a methodology document. @throws MethodologyError naming every fault by its place */
export function readMethodology(json: unknown): Methodology {
  const parsed = MethodologyDocument.safeParse(json);
  if (!parsed.success) throw new MethodologyError(parsed.error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, text: issue.message })));
  const document = parsed.data;
  const faults = [...unknownInputs(document), ...unknownParameters(document), ...clashes(document), ...bandFaults(document)];
  if (!faults.length) faults.push(...goalpostFaults(document));
  if (faults.length) throw new MethodologyError(faults);
  const order = inOrder(document);
  return { document, id: document.id, version: document.version, title: document.title, level: document.level, indicators: document.indicators, order };
}

/** The ids of nodes and indicators that a node reads. */
export const inputsOf = (node: { step: string }) => stepNamed.get(node.step)?.of(node as never) ?? [];

function unknownInputs({ nodes, indicators, score }: MethodologyDocument) {
  const known = (id: string) => id in nodes || id in indicators || (side.test(id) && indicatorOf(id) in indicators);
  const faults = Object.entries(nodes).flatMap(([id, node]) =>
    inputsOf(node).filter((input) => !known(input)).map((input) => ({ pointer: `/nodes/${id}`, text: `there is no node or indicator ${input}` })),
  );
  return score.of in nodes ? faults : [...faults, { pointer: '/score/of', text: `there is no node ${score.of}` }];
}

function unknownParameters({ nodes, parameters = {} }: MethodologyDocument) {
  return Object.entries(nodes).flatMap(([id, node]) =>
    Object.entries(node).flatMap(([field, value]) => {
      const name = (value as { parameter?: unknown } | null)?.parameter;
      return typeof name === 'string' && !(name in parameters) ? [{ pointer: `/nodes/${id}/${field}`, text: `there is no parameter ${name}` }] : [];
    }),
  );
}

function clashes({ nodes, indicators }: MethodologyDocument) {
  return Object.keys(nodes).filter((id) => id in indicators).map((id) => ({ pointer: `/nodes/${id}`, text: 'an indicator has the same id' }));
}

function bandFaults({ bands = [] }: MethodologyDocument) {
  return bands.flatMap(({ from }, index) => {
    const before = bands[index - 1];
    return before && compare(parse(before.from), parse(from)) >= 0 ? [{ pointer: `/bands/${index}/from`, text: 'bands stand in ascending order and none starts where another does' }] : [];
  });
}

/** Goalposts that coincide would divide by zero; a logarithm needs goalposts above zero. */
function goalpostFaults({ nodes, parameters = {} }: MethodologyDocument) {
  const numberAt = (value: unknown) => parse(typeof value === 'string' ? value : (parameters[(value as { parameter: string }).parameter]?.[0]?.value ?? '0'));
  return Object.entries(nodes).flatMap(([id, node]) => {
    if (node['low'] === undefined || node['high'] === undefined) return [];
    const [low, high] = [numberAt(node['low']), numberAt(node['high'])];
    const logarithm = node.step.startsWith('log') && (low.n <= 0n || high.n <= 0n);
    if (logarithm) return [{ pointer: `/nodes/${id}/low`, text: 'a logarithm needs goalposts above 0' }];
    return compare(low, high) === 0 ? [{ pointer: `/nodes/${id}/high`, text: 'the goalposts coincide' }] : [];
  });
}

function inOrder({ nodes }: MethodologyDocument): string[] {
  const order: string[] = [];
  const open = new Set<string>();
  const visit = (id: string): void => {
    const node = nodes[id];
    if (!node || order.includes(id)) return;
    if (open.has(id)) throw new MethodologyError([{ pointer: `/nodes/${id}`, text: 'the node needs itself, directly or through others' }]);
    open.add(id);
    inputsOf(node).forEach(visit);
    open.delete(id);
    order.push(id);
  };
  Object.keys(nodes).forEach(visit);
  return order;
}

