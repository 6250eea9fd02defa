import { type z } from 'zod';
import { sectionFaults } from './attribution/above.ts';
import { examine, type Fault, pointer, worstFaults } from './examine-document.ts';
import { expand, type Expanded } from './expand-document.ts';
import { faultInWords } from './faults-in-words.ts';
import { inputsOf, looksAt, periodWords } from './inputs-of.ts';
import { MethodologyDocument } from './methodology-schema.ts';
import { onceForAList } from './once-for-a-list.ts';
import { pathOf } from './pointer.ts';
import { isCalendar, isRelative, readReference } from './reference.ts';

/** A methodology that was read and found sound. */
export interface Methodology {
  /** With every `forEach` and every chain written out. */
  readonly document: MethodologyDocument;
  readonly id: string;
  readonly version: string;
  readonly title: Readonly<Record<string, string>>;
  readonly level: string | undefined;
  readonly indicators: MethodologyDocument['indicators'];
  /** Node ids so that every node comes after those it needs. */
  readonly order: readonly string[];
  /** Of these the ones that are worked out for an org unit itself; the others only for org units of another level, which it then reads. */
  readonly own: readonly string[];
  /** Periods that the document calls by name: inputs only, never scored. */
  readonly namedPeriods: ReadonlySet<string>;
  readonly tellsSourcesApart: boolean;
}

/** Why a document is not a methodology: each fault with the place it is at. */
export class MethodologyError extends Error {
  readonly faults: readonly Fault[];
  constructor(all: readonly Fault[]) {
    // What is wrong in a list's own text is wrong in each of its items, and is told once.
    const faults = [...new Map(all.map((fault) => [JSON.stringify(fault), fault])).values()];
    super(faults.map(({ pointer: place, text }) => `${place}: ${text}`).join('; '));
    this.name = 'MethodologyError';
    this.faults = faults;
  }
}

/** Reads a methodology document. @throws MethodologyError naming every fault by its place */
export function readMethodology(json: unknown): Methodology {
  const written = expand(json);
  refuse(written.faults);
  const parsed = MethodologyDocument.safeParse(written.document, { error: faultInWords });
  if (!parsed.success) throw new MethodologyError(parsed.error.issues.flatMap((issue) => placesOf(issue).map((path) => ({ pointer: pointer(...written.placeOf(path)), text: issue.message }))));
  const document = parsed.data;
  const order = asWritten(written, () => {
    refuse(examine(document));
    const found = inOrder(document);
    refuse([...worstFaults(document), ...sectionFaults(document)]);
    return found;
  });
  const { id, version, title, level, indicators } = document;
  return { document, id, version, title, level, indicators, order, own: ownNodes(document, order), namedPeriods: namedPeriods(document), tellsSourcesApart: tellsSourcesApart(document) };
}

/** A field that is none of the language is told at its own place. */
const placesOf = (issue: z.core.$ZodIssue): readonly (readonly PropertyKey[])[] => (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]);

/** A fault of what was written out is told at the place where it was written. */
function asWritten<T>({ placeOf }: Pick<Expanded, 'placeOf'>, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof MethodologyError)) throw error;
    throw new MethodologyError(onceForAList(error.faults, placeOf).map(({ pointer: place, text }) => ({ pointer: pointer(...placeOf(pathOf(place))), text })));
  }
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length) throw new MethodologyError(faults);
}

function namedPeriods({ nodes, periods = {} }: MethodologyDocument): ReadonlySet<string> {
  return new Set(Object.values(nodes).flatMap(periodWords).filter((word) => !isRelative(word) && !isCalendar(word) && !Object.hasOwn(periods, word)));
}

const tellsSourcesApart = ({ nodes }: MethodologyDocument) => Object.values(nodes).some((node) => inputsOf(node).some((input) => readReference(input).source !== undefined));

function inOrder({ nodes }: MethodologyDocument): string[] {
  const order = new Set<string>();
  const open = new Set<string>();
  const visit = (id: string): void => {
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    if (!node || order.has(id)) return;
    if (open.has(id)) throw new MethodologyError([{ pointer: pointer('nodes', id), text: `the node needs itself, directly or through others: ${[...[...open].slice([...open].indexOf(id)), id].join(' → ')}` }]);
    open.add(id);
    inputsOf(node).forEach((input) => visit(readReference(input).id));
    open.delete(id);
    order.add(id);
  };
  Object.keys(nodes).forEach(visit);
  return [...order];
}

function ownNodes({ nodes, score }: MethodologyDocument, order: readonly string[]): string[] {
  const read = (id: string) => inputsOf(nodes[id]!).map((input) => readReference(input).id).filter((input) => Object.hasOwn(nodes, input));
  const looking = order.filter((id) => looksAt(nodes[id]!) !== undefined);
  const elsewhere = reachable(looking.flatMap(read), read);
  const first = [...order.filter((id) => !elsewhere.has(id)), ...[score.of, score.band ?? ''].filter((id) => Object.hasOwn(nodes, id))];
  const own = reachable(first, (id) => (looking.includes(id) ? [] : read(id)));
  return order.filter((id) => own.has(id));
}

function reachable(first: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(first);
  for (const id of found) next(id).forEach((one) => found.add(one));
  return found;
}
