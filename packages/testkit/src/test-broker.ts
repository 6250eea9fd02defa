export interface TestBroker {
  readonly brokers: string;
  readonly port: number;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** Again on the same data and port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}
