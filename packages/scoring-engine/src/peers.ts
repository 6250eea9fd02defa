import { isPresent, NumberMissing } from './cell.ts';
import { type Place } from './population.ts';
import { exactText } from './rational.ts';
import { type Run } from './run.ts';
import { type Peer, type Peers, type WhichPeers } from './steps/step.ts';

interface Gathered {
  readonly units: readonly string[];
  readonly made: Map<string, unknown>;
}

/** Finds the peers of an org unit; what is worked out over them is kept for all who share them. */
export function openPeers(run: Run) {
  const groups = new Map<string, ReadonlyMap<string, Gathered>>();
  return ({ group, period: word }: WhichPeers, place: Place, id: string): Peers => {
    const period = word === undefined ? place.period : run.population.resolve(word, place.period);
    const own = group === undefined ? '' : groupOf(run, group, place);
    if (own === undefined) throw new NumberMissing([{ kind: 'not-applicable', why: 'no-group', at: id, fails: true }]);
    const alike = run.population.alike(place.orgUnit, period);
    const key = `${nameOf(group)}\0${alike.key}`;
    const byGroup = groups.get(key) ?? gather(run, group, period, alike.units);
    groups.set(key, byGroup);
    const { units, made } = byGroup.get(own) ?? { units: [], made: new Map<string, unknown>() };
    // Made only for who asks: of n org units each has n peers, and most steps need no more than a statistic of them.
    const members = () => units.map((orgUnit) => ({ self: orgUnit === place.orgUnit && period === place.period, column: (reference: string) => run.column(reference, { orgUnit, period }) }));
    return {
      over: `${group === undefined ? 'all org units' : `org units whose ${typeof group === 'string' ? group : group.node} is ${own}`}, ${word ?? period}`,
      get members() {
        return members();
      },
      once<T>(name: string, make: (peers: readonly Peer[]) => T): T {
        if (!made.has(name)) made.set(name, make(members()));
        return made.get(name) as T;
      },
    };
  };
}

const nameOf = (group: WhichPeers['group']) => (group === undefined ? '' : typeof group === 'string' ? `attribute ${group}` : `node ${group.node}`);

function gather(run: Run, group: WhichPeers['group'], period: string, units: readonly string[]): ReadonlyMap<string, Gathered> {
  const found = new Map<string, { units: string[]; made: Map<string, unknown> }>();
  for (const orgUnit of units) {
    const value = group === undefined ? '' : groupOf(run, group, { orgUnit, period });
    if (value === undefined) continue;
    const members = found.get(value) ?? { units: [], made: new Map<string, unknown>() };
    members.units.push(orgUnit);
    found.set(value, members);
  }
  return found;
}

function groupOf(run: Run, group: NonNullable<WhichPeers['group']>, place: Place): string | undefined {
  if (typeof group === 'string') return run.population.attribute(place.orgUnit, group);
  const column = run.column(group.node, place);
  return isPresent(column) ? (column.label ?? exactText(column.value)) : undefined;
}
