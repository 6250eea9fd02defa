import { isPresent } from './cell.ts';
import { inputsOf, looksAt, otherLevelOf } from './inputs-of.ts';
import { type Place } from './population.ts';
import { type At, ownNodes, reached, read } from './reached.ts';
import { writeReference } from './reference.ts';
import { type Run } from './run.ts';

/** A figure of an org unit of another level that a score rests on. */
export interface FigureElsewhere {
  readonly orgUnit: string;
  /** Called as a derivation calls its own figures: `reading[subgroup=girls]@baseline`. */
  readonly figure: string;
  /** `present` where every side of it that is read is there. */
  readonly status: string;
  /** The nodes of the scored org unit that rest on it. */
  readonly nodes: readonly string[];
}

/** Every figure of other org units that those of one were worked out from, through however many levels, where a step names the level; of peers none. */
export function figuresElsewhere(run: Run, place: Place): FigureElsewhere[] {
  const { own, document } = run.methodology;
  const found = new Map<string, FigureElsewhere>();
  if (!own.some((id) => looksAt(document.nodes[id]!))) return [];
  for (const node of reached(run, ownNodes(run, place)).nodes) {
    for (const at of readElsewhere(run, node)) {
      const key = `${at.place.orgUnit}\0${at.name}`;
      const known = found.get(key) ?? { orgUnit: at.place.orgUnit, figure: at.name, status: 'present', nodes: [] };
      const status = known.status === 'present' ? statusOf(run, at) : known.status;
      found.set(key, { ...known, status, nodes: [...new Set([...known.nodes, node.name])] });
    }
  }
  return [...found.values()];
}

function* readElsewhere(run: Run, from: At): Generator<At> {
  const { nodes } = run.methodology.document;
  const looking = [from];
  const seen = new Set<string>();
  for (const node of looking) {
    for (const orgUnit of unitsRead(run, node)) {
      const at = { name: node.name, place: { ...node.place, orgUnit } };
      const found = reached(run, inputsOf(nodes[node.id]!).map((input) => read(run, at, input)));
      for (const one of [...found.figures, ...found.nodes]) {
        const key = `${orgUnit}\0${one.name}\0${one.reference.side ?? ''}`;
        if (seen.has(key)) continue;
        seen.add(key);
        if (Object.hasOwn(nodes, one.id)) looking.push(one);
        else yield one;
      }
    }
  }
}

/** The org units of another level that a node reads in place of its own. */
function unitsRead({ methodology, population }: Run, { id, place: { orgUnit } }: At): readonly string[] {
  const node = methodology.document.nodes[id]!;
  const level = otherLevelOf(node);
  if (level === undefined) return [];
  return looksAt(node) === 'below' ? population.below(orgUnit, level) : population.above(orgUnit, level).slice(0, 1);
}

function statusOf(run: Run, { reference: { period: _, ...figure }, place }: At): string {
  const column = run.column(writeReference(figure), place);
  return isPresent(column) ? 'present' : (column.missing[0]?.kind ?? 'not-submitted');
}
