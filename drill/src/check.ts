import { Envelope } from '@mizan/contracts';
import { LeafRoot, openCheckpoint, sameBytes, toUtf8 } from '@mizan/verifiable-log';

/** What an acknowledged operation must have left in a log: exactly one event of this type with these data. */
export interface Sent {
  readonly id: string;
  readonly type: string;
  readonly match: Readonly<Record<string, string>>;
}
export interface History {
  readonly sent: readonly Sent[];
  /** Leaves of each log by its origin, in order. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
  /** Every checkpoint anybody ever saw, and the key of each log. */
  readonly checkpoints: readonly { readonly origin: string; readonly note: string }[];
  readonly keys: Readonly<Record<string, string>>;
  /** Messages by topic and partition, in the order they lie there. */
  readonly partitions: Readonly<Record<string, readonly { readonly origin: string; readonly index: number; readonly value: string }[]>>;
}
type Event = Envelope;

/** Reads all books and says what is wrong with them; nothing when the faults left no trace. */
export function checkHistory(history: History): string[] {
  const events = Object.fromEntries(Object.entries(history.logs).map(([origin, leaves]) => [origin, leaves.map((leaf) => Envelope.parse(JSON.parse(leaf)))]));
  const all = Object.values(events).flat();
  return [
    ...Object.entries(events).flatMap(([origin, some]) => subjectsInOrder(origin, some)),
    ...onceEach(history.sent, all),
    ...checkpointsContinued(history),
    ...topicsCarryTheLogs(history),
    ...runsAreWhole(all),
    ...sumsAreConserved(all),
  ];
}

/** Every subject counts 1, 2, 3 … and no event id comes twice. */
function subjectsInOrder(origin: string, events: readonly Event[]): string[] {
  const last = new Map<string, bigint>();
  const ids = new Set<string>();
  return events.flatMap(({ id, subject, subjectseq }, index) => {
    const due = (last.get(subject) ?? 0n) + 1n;
    last.set(subject, BigInt(subjectseq));
    const found = BigInt(subjectseq) === due ? [] : [`${origin}: leaf ${index} is number ${subjectseq} of ${subject} where ${due} was due`];
    if (ids.has(id)) found.push(`${origin}: leaf ${index} has the id ${id} of an earlier one`);
    ids.add(id);
    return found;
  });
}

/** Lost 0, doubled 0. */
function onceEach(sent: readonly Sent[], events: readonly Event[]): string[] {
  const byType = Map.groupBy(events, ({ type }) => type);
  const tallies = new Map<string, ReadonlyMap<string, number>>();
  return sent.flatMap(({ id, type, match }) => {
    const names = Object.keys(match);
    const form = `${type} ${names.join()}`;
    const tally = tallies.get(form) ?? tallyOf(byType.get(type) ?? [], names);
    tallies.set(form, tally);
    const found = tally.get(keyOf(match, names)) ?? 0;
    if (found === 1) return [];
    return [found === 0 ? `lost: ${id} was acknowledged and left no ${type}` : `doubled: ${id} left ${found} events ${type}`];
  });
}

/** How many events have each combination of values under these names. */
function tallyOf(events: readonly Event[], names: readonly string[]): ReadonlyMap<string, number> {
  const tally = new Map<string, number>();
  for (const { data } of events) tally.set(keyOf(data, names), (tally.get(keyOf(data, names)) ?? 0) + 1);
  return tally;
}
const keyOf = (values: Readonly<Record<string, unknown>>, names: readonly string[]) => JSON.stringify(names.map((name) => values[name]));

/** Each checkpoint ever published is signed and is the root of the log as it is now, cut at its size. */
function checkpointsContinued({ checkpoints, keys, logs }: History): string[] {
  const opened = checkpoints.map(({ origin, note }) => {
    try {
      const { size, root } = openCheckpoint(toUtf8(note), [keys[origin] ?? '']);
      return { origin, size, root };
    } catch (error) {
      return { origin, fault: (error as Error).message };
    }
  });
  const sizes = Map.groupBy(opened, ({ origin }) => origin);
  const roots = new Map([...sizes].map(([origin, some]) => [origin, rootsAt(logs[origin] ?? [], new Set(some.flatMap((one) => ('size' in one ? one.size : []))))]));
  return opened.flatMap((one) => {
    if ('fault' in one) return [`${one.origin}: a published checkpoint cannot be opened: ${one.fault}`];
    const { origin, size, root } = one;
    const length = logs[origin]?.length ?? 0;
    if (size > length) return [`${origin}: a checkpoint of ${size} leaves was published and the log has ${length}`];
    return sameBytes(roots.get(origin)!.get(size)!, root) ? [] : [`${origin}: the log contradicts the checkpoint of ${size} leaves`];
  });
}

/** The roots of the first leaves of a log at some sizes, in one walk. */
function rootsAt(leaves: readonly string[], sizes: ReadonlySet<number>): ReadonlyMap<number, Uint8Array> {
  const tree = new LeafRoot();
  const roots = new Map<number, Uint8Array>([[0, tree.root()]]);
  for (const [index, leaf] of leaves.entries()) {
    tree.append(toUtf8(leaf));
    if (sizes.has(index + 1)) roots.set(index + 1, tree.root());
  }
  return roots;
}

/** Every leaf lies on a topic with its exact bytes; a message may come again, but first in the order of its subject. */
function topicsCarryTheLogs({ logs, partitions }: History): string[] {
  const seen = new Map(Object.keys(logs).map((origin) => [origin, new Set<number>()]));
  const findings = Object.entries(partitions).flatMap(([place, messages]) => {
    const last = new Map<string, number>();
    return messages.flatMap(({ origin, index, value }) => {
      const leaf = logs[origin]?.[index];
      if (leaf === undefined || leaf !== value) return [`${place}: a message says it is leaf ${index} of ${origin} and is not`];
      const first = !seen.get(origin)?.has(index);
      seen.get(origin)?.add(index);
      const { subject } = JSON.parse(value) as Event;
      const before = last.get(subject) ?? -1;
      if (first) last.set(subject, index);
      return first && index < before ? [`${place}: leaf ${index} of ${subject} came first after leaf ${before}`] : [];
    });
  });
  const missing = Object.entries(logs).flatMap(([origin, leaves]) => leaves.flatMap((_leaf, index) => (seen.get(origin)?.has(index) ? [] : [`${origin}: leaf ${index} is on no topic`])));
  return [...findings, ...missing];
}

/** A completed run has as many scores as it says, one for each org unit. */
function runsAreWhole(events: readonly Event[]): string[] {
  const scores = Map.groupBy(events.filter(({ type }) => type === 'scoring.score.computed.v1'), ({ data }) => String(data['runId']));
  return events
    .filter(({ type }) => type === 'scoring.run.completed.v1')
    .flatMap(({ data }) => {
      const units = (scores.get(String(data['runId'])) ?? []).map((score) => score.data['orgUnit']);
      return units.length === data['orgUnits'] && new Set(units).size === units.length ? [] : [`run ${String(data['runId'])} says ${String(data['orgUnits'])} org units and has ${units.length} scores`];
    });
}

/** The awards of an allocation sum to what it says and not beyond its envelope, and a case is authorised with its own award. */
function sumsAreConserved(events: readonly Event[]): string[] {
  const cases = events.filter(({ type }) => type === 'incentives.case.opened.v1');
  const awards = new Map(cases.map(({ data }) => [String(data['caseId']), String(data['award'])]));
  const shared = events
    .filter(({ type }) => type === 'incentives.allocation.computed.v1')
    .flatMap(({ data }) => {
      const own = cases.filter((one) => one.data['cycleId'] === data['cycleId']).map((one) => BigInt(String(one.data['award'])));
      const total = own.reduce((sum, award) => sum + award, 0n);
      if (String(total) !== data['allocated']) return [`the awards of ${String(data['cycleId'])} sum to ${total} where ${String(data['allocated'])} was allocated`];
      return total > BigInt(String(data['envelope'])) ? [`the awards of ${String(data['cycleId'])} sum to ${total}, beyond the envelope`] : [];
    });
  const steps = events.filter(({ type, data }) => /^incentives\.case\.(prepared|checked|authorised)\./.test(type) && data['award'] !== awards.get(String(data['caseId'])));
  return [...shared, ...steps.map(({ type, data }) => `${type} of ${String(data['caseId'])} carries another award than the case`)];
}
