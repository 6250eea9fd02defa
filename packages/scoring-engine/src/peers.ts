import { isPresent, NumberMissing } from './cell.ts';
import { inOrderOf, nearestTo } from './nearest-peers.ts';
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
  return ({ group, nearest, period: word, periods: all }: WhichPeers, place: Place, id: string): Peers => {
    const periods = all ? run.population.scoredPeriods() : [word === undefined ? place.period : run.population.resolve(word, place.period)];
    const own = group === undefined ? '' : groupOf(run, group, place);
    if (own === undefined) throw new NumberMissing([{ kind: 'not-applicable', why: 'no-group', at: id, fails: true }]);
    const alike = periods.map((period) => ({ period, ...run.population.alike(place.orgUnit, period) }));
    const key = [nameOf(group), ...alike.map((one) => one.key)].join('\0');
    const byGroup = groups.get(key) ?? gather(run, group, alike.flatMap(({ period, units }) => units.map((orgUnit) => ({ orgUnit, period }))));
    groups.set(key, byGroup);
    const alikeOwn = byGroup.get(own) ?? { places: [], made: new Map<string, unknown>() };
    const { places, made } = nearest ? near(run, nearest, alikeOwn, place) : alikeOwn;
    // Made only for who asks: of n org units each has n peers, and most steps need no more than a statistic of them.
    const members = () => places.map((other) => ({ self: other.orgUnit === place.orgUnit && other.period === place.period, column: (reference: string) => run.column(reference, other) }));
    return {
      over: `${nearest ? `the ${nearest.count} nearest by ${nearest.by.node} of ` : ''}${group === undefined ? 'all org units' : `org units whose ${typeof group === 'string' ? group : group.node} is ${own}`}, ${all ? `the periods ${[...periods].sort().join(', ')}` : (word ?? periods[0]!)}`,
      withItself: periods.includes(place.period),
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

/** Those near one org unit; what is worked out over them is kept for all who have the very same ones around them. */
function near(run: Run, { by, count }: NonNullable<WhichPeers['nearest']>, { places, made }: Gathered, place: Place): Gathered {
  const own = run.column(by.node, place);
  if (!isPresent(own)) throw new NumberMissing(own.missing);
  const kept = <T>(key: string, make: () => T): T => {
    if (!made.has(key)) made.set(key, make());
    return made.get(key) as T;
  };
  const ordered = kept(`in order of ${by.node}`, () => inOrderOf(places, (other) => run.column(by.node, other)));
  const [low, high] = nearestTo(ordered, own.value, count, ({ orgUnit, period }) => orgUnit === place.orgUnit && period === place.period);
  return kept(`${by.node} ${low} ${high}`, () => ({ places: ordered.slice(low, high).map((one) => one.place), made: new Map() }));
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
