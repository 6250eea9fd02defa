import { type Message } from './cloud-event.ts';

export interface Incoming extends Message {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly value: Buffer | null;
}
/** One hand-over of a partition's messages in their order. */
export interface Batch {
  readonly messages: readonly Incoming[];
  /** Whether we are still a member of the group and nobody asked to stop. */
  isOurs(): boolean;
  /** Tells the group we live; to be called in long work. */
  heartbeat(): Promise<void>;
  /** Lets the group's offset move behind a message. It moves a little later: until then a crash brings messages again, which costs nothing but time. */
  settle(message: Incoming): void;
}
