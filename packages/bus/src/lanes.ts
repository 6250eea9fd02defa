import { setTimeout as pause } from 'node:timers/promises';
import { type Batch, type Incoming } from './batch.ts';

/** What a client brought of one partition. */
export interface Brought {
  readonly messages: readonly Incoming[];
  /** Has the client fetch what comes behind these messages, although nothing is done with them yet. */
  fetchOn(): void;
  isRunning(): boolean;
  heartbeat(): Promise<void>;
}
export interface Lanes {
  /** Settles when the client may fetch on. @throws what the heartbeat says, so that the client joins again without waiting for us */
  take(brought: Brought, signal: AbortSignal): Promise<void>;
  /** The group was shared out anew: what comes again comes on other lanes, and of what is under way nothing is noted any more. */
  readonly leave: () => void;
  /** Settles when nothing is under way. */
  done(): Promise<unknown>;
}
interface Lane {
  waiting: Incoming[];
  brought: Brought;
  /** The batch that is being applied. */
  turn: Promise<void>;
  /** Until everything that waits is applied. */
  work: Promise<void> | undefined;
  left: boolean;
}

/** So many messages of one partition may wait while others of it are applied; from there on the client fetches nothing. */
const mayWait = 1000;

/**
 * Hands the messages of each partition over in their order, one batch after another, and lets the client fetch
 * meanwhile: by itself it fetches only when everything it brought is applied and on the disk.
 * @param note - is told each message behind which everything of its partition is settled
 */
export function openLanes(onBatch: (batch: Batch) => Promise<void>, note: (message: Incoming) => void): Lanes {
  const lanes = new Map<string, Lane>();
  const applyAll = async (lane: Lane) => {
    await lane.turn;
    while (lane.waiting.length > 0) {
      const messages = lane.waiting;
      lane.waiting = [];
      await (lane.turn = onBatch(batchOf(lane, messages, note)));
    }
    lane.work = undefined;
  };
  return {
    async take(brought, signal) {
      const [first] = brought.messages;
      if (signal.aborted || !first) return;
      const lane = laneOf(lanes, `${first.topic}/${first.partition}`, brought);
      lane.waiting.push(...brought.messages);
      brought.fetchOn();
      lane.work ??= applyAll(lane);
      for (; lane.waiting.length > mayWait && !signal.aborted; await brought.heartbeat()) await Promise.race([lane.turn, pause(1000, undefined, { ref: false })]);
    },
    leave: () => lanes.forEach((lane) => (lane.left = true)),
    done: () => Promise.all([...lanes.values()].flatMap(({ work }) => work ?? [])),
  };
}

/** The lane of a partition; one that was left is followed by another, which begins when its work has ended. */
function laneOf(lanes: Map<string, Lane>, place: string, brought: Brought): Lane {
  const old = lanes.get(place);
  if (old?.left === false) return Object.assign(old, { brought });
  const lane: Lane = { waiting: [], brought, turn: old?.work ?? Promise.resolve(), work: undefined, left: false };
  lanes.set(place, lane);
  return lane;
}

const batchOf = (lane: Lane, messages: readonly Incoming[], note: (message: Incoming) => void): Batch => ({
  messages,
  isOurs: () => lane.brought.isRunning(),
  heartbeat: () => lane.brought.heartbeat(),
  settle: (message) => void (lane.left || note(message)),
});
