export type Attributes = Readonly<Record<string, string | number>>;

/** A piece of work as a trace shows it. No attribute names a person, nor an address with ids in it. */
export interface Work {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'consumer' | 'producer';
  /** The `traceparent` that came with the work (W3C Trace Context). Without it, or when it is broken, the work belongs to what is under way. */
  readonly continues?: string | undefined;
  /** Further traces the work is for, as `traceparent`. */
  readonly links?: readonly string[];
  readonly attributes?: Attributes;
}
/** A span that was begun and has to be ended. */
export interface OpenSpan {
  add(attributes: Attributes, name?: string): void;
  /** Keeps the kind of the fault alone: what it says may name a person, and is in the log. */
  fail(error: unknown): void;
  end(): void;
  /** Does something as part of this span, with whatever it sets off. */
  within<T>(does: () => T): T;
}
/** What makes spans and sends them. */
export interface Tracer {
  begin(work: Work): OpenSpan;
  /** The span that is under way, if any. */
  current(): { readonly traceparent: string | undefined; readonly traceId: string; fail(error: unknown): void } | undefined;
  /** Sends what is left, for a moment at most. */
  stop(): Promise<void>;
}
