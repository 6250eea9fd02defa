import { isPresent, NumberMissing } from './cell.ts';
import { type Place } from './population.ts';
import { exactText } from './rational.ts';
import { type Run } from './run.ts';
import { type Peer, type Peers, type WhichPeers } from './steps/step.ts';

interface Gathered {
  readonly places: readonly Place[];
  readonly made: Map<string, unknown>;
}

/** Finds the peers of an org unit; what is worked out over them is kept for all who share them. */
export function openPeers(run: Run) {
  const groups = new Map<string, ReadonlyMap<string, Gathered>>();
  return ({ group, period: word, periods: all }: WhichPeers, place: Place, id: string): Peers => {
    const periods = all ? run.population.scoredPeriods() : [word === undefined ? place.period : run.population.resolve(word, place.period)];
    const own = group === undefined ? '' : groupOf(run, group, place);
    if (own === undefined) throw new NumberMissing([{ kind: 'not-applicable', why: 'no-group', at: id, fails: true }]);
    const alike = periods.map((period) => ({ period, ...run.population.alike(place.orgUnit, period) }));
    const key = [nameOf(group), ...alike.map((one) => one.key)].join('\0');
    const byGroup = groups.get(key) ?? gather(run, group, alike.flatMap(({ period, units }) => units.map((orgUnit) => ({ orgUnit, period }))));
    groups.set(key, byGroup);
    const { places, made } = byGroup.get(own) ?? { places: [], made: new Map<string, unknown>() };
    // Made only for who asks: of n org units each has n peers, and most steps need no more than a statistic of them.
    const members = () => places.map((other) => ({ self: other.orgUnit === place.orgUnit && other.period === place.period, column: (reference: string) => run.column(reference, other) }));
    return {
      over: `${group === undefined ? 'all org units' : `org units whose ${typeof group === 'string' ? group : group.node} is ${own}`}, ${all ? `the periods ${[...periods].sort().join(', ')}` : (word ?? periods[0]!)}`,
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

function gather(run: Run, group: WhichPeers['group'], all: readonly Place[]): ReadonlyMap<string, Gathered> {
  const found = new Map<string, { places: Place[]; made: Map<string, unknown> }>();
  for (const place of all) {
    const value = group === undefined ? '' : groupOf(run, group, place);
    if (value === undefined) continue;
    const members = found.get(value) ?? { places: [], made: new Map<string, unknown>() };
    members.places.push(place);
    found.set(value, members);
  }
  return found;
}

function groupOf(run: Run, group: NonNullable<WhichPeers['group']>, place: Place): string | undefined {
  if (typeof group === 'string') return run.population.attribute(place.orgUnit, group);
  const column = run.column(group.node, place);
  return isPresent(column) ? (column.label ?? exactText(column.value)) : undefined;
}
