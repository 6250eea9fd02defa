import { keyRead } from './derived.ts';
import { inputsOf, looksAt } from './inputs-of.ts';
import { type Place } from './population.ts';
import { readReference, type Reference } from './reference.ts';
import { type Run } from './run.ts';

/** A node or a figure as a tree of the org unit names it. */
export interface At {
  readonly id: string;
  readonly place: Place;
  readonly reference: Reference;
  /** The key under which a derivation has it. */
  readonly name: string;
}

/** The nodes that are worked out for the org unit itself. */
export const ownNodes = ({ methodology }: Run, place: Place): At[] => methodology.own.map((id) => ({ id, place, reference: { id }, name: id }));

/** What a reference means where something at a place reads it. */
export function read({ methodology, population }: Run, { place, name: reader }: Pick<At, 'place' | 'name'>, input: string): At {
  const reference = readReference(input);
  const at = reference.period === undefined ? place : { ...place, period: population.resolve(reference.period, place.period) };
  return { id: reference.id, place: at, reference, name: keyRead(methodology.document.nodes, reader, input) };
}

/** What is given and all that it reads of its own org unit, each once: of a figure that is read by two of its sides, each side. */
export function reached(run: Run, first: readonly At[]): { readonly nodes: readonly At[]; readonly figures: readonly At[] } {
  const known = run.methodology.document.nodes;
  const nodes = new Map<string, At>();
  const figures = new Map<string, At>();
  const note = (at: At) => {
    const [all, key] = Object.hasOwn(known, at.id) ? [nodes, at.name] : [figures, `${at.name}\0${at.reference.side ?? ''}`];
    if (!all.has(key)) all.set(key, at);
  };
  first.forEach(note);
  for (const at of nodes.values()) {
    const own = looksAt(known[at.id]!) === undefined ? inputsOf(known[at.id]!) : [];
    for (const input of new Set([...own, ...(run.node(at.id, at.place).read ?? [])])) note(read(run, at, input));
  }
  return { nodes: [...nodes.values()], figures: [...figures.values()] };
}
