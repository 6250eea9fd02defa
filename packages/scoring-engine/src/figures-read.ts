import { inputsOf, looksAt, otherLevelOf } from './inputs-of.ts';
import { type MethodologyDocument } from './methodology-schema.ts';
import { type Methodology } from './read-methodology.ts';
import { periodMeant, readReference, type Reference, writeReference } from './reference.ts';
import { stepNamed } from './steps/index.ts';
import { type WhichPeers } from './steps/step.ts';

type Node = MethodologyDocument['nodes'][string];

/** Of which org units something is read, and in which period. */
interface Where {
  /** As it stands in the figures. */
  readonly period: string;
  /** What the methodology calls that period by; nothing where it is the scored one. */
  readonly word: string | undefined;
  readonly level: string;
}
/** A figure that the score rests on. */
export interface Read extends Reference, Where {
  readonly period: string;
}
/** A node of the org units of one level reads those of another below or above them. */
export interface Look {
  readonly level: string;
  readonly side: 'below' | 'above';
  readonly other: string;
}

/** Every indicator that the score or its band, or the nodes that are given, come down to, in the period and of the level in which it is read, and how other levels are come to. */
export function figuresRead({ document }: Methodology, scored: { readonly period: string; readonly level: string }, roots: readonly string[] = rootsOf(document)): { readonly figures: readonly Read[]; readonly looks: readonly Look[] } {
  const figures = new Map<string, Read>();
  const looks = new Map<string, Look>();
  const seen = new Set<string>();
  const visit = (text: string, at: Where): void => {
    const reference = readReference(text);
    const there = reference.period === undefined ? at : inPeriod(document, at, reference.period);
    const name = `${there.level}\0${writeReference({ ...reference, period: there.period })}`;
    if (seen.has(name)) return;
    seen.add(name);
    const node = Object.hasOwn(document.nodes, reference.id) ? document.nodes[reference.id] : undefined;
    if (!node) return void figures.set(name, { ...reference, ...there });
    const [side, other] = [looksAt(node), otherLevelOf(node)];
    if (side && other !== undefined) looks.set(`${there.level}\0${side}\0${other}`, { level: there.level, side, other });
    for (const when of periodsOf(node)) for (const input of inputsOf(node)) visit(input, { ...(when === undefined ? there : inPeriod(document, there, when)), level: other ?? there.level });
  };
  for (const root of roots) visit(root, { ...scored, word: undefined });
  return { figures: [...figures.values()], looks: [...looks.values()] };
}

const rootsOf = ({ score: { of, band } }: MethodologyDocument) => [of, ...(band === undefined ? [] : [band])];
const inPeriod = ({ periods }: MethodologyDocument, at: Where, word: string): Where => ({ ...at, period: periodMeant(word, at.period, periods), word });

/** In which periods a step reads its inputs: that of the org unit, that of its peers, or both. */
function periodsOf(node: Node): readonly (string | undefined)[] {
  const { period } = (node['peers'] ?? {}) as WhichPeers;
  if (period === undefined) return [undefined];
  return stepNamed.get(node.step)?.readsPeersAlone ? [period] : [undefined, period];
}
