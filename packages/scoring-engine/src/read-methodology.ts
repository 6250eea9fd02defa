import { examine, type Fault, inputsOf, pointer, worstFaults } from './examine-document.ts';
import { faultInWords } from './faults-in-words.ts';
import { MethodologyDocument } from './methodology-schema.ts';

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
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ pointer: place, text }) => `${place}: ${text}`).join('; '));
    this.name = 'MethodologyError';
    this.faults = faults;
  }
}

/** Reads a methodology document. @throws MethodologyError naming every fault by its place */
export function readMethodology(json: unknown): Methodology {
  const parsed = MethodologyDocument.safeParse(json, { error: faultInWords });
  if (!parsed.success) throw new MethodologyError(parsed.error.issues.map(({ path, message }) => ({ pointer: pointer(...path), text: message })));
  const document = parsed.data;
  refuse(examine(document));
  const order = inOrder(document);
  refuse(worstFaults(document));
  return { document, id: document.id, version: document.version, title: document.title, level: document.level, indicators: document.indicators, order };
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length) throw new MethodologyError(faults);
}

function inOrder({ nodes }: MethodologyDocument): string[] {
  const order = new Set<string>();
  const open = new Set<string>();
  const visit = (id: string): void => {
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    if (!node || order.has(id)) return;
    if (open.has(id)) throw new MethodologyError([{ pointer: pointer('nodes', id), text: 'the node needs itself, directly or through others' }]);
    open.add(id);
    inputsOf(node).forEach(visit);
    open.delete(id);
    order.add(id);
  };
  Object.keys(nodes).forEach(visit);
  return [...order];
}
