import { Refusal, type RunningImport } from '@mizan/contracts';

type About = Pick<RunningImport, 'importId' | 'kind' | 'name' | 'startedBy'>;

/** One import that runs: how far it is, and whether it is still wanted. */
export interface Run {
  readonly signal: AbortSignal;
  progress(bytes: number, rows: number): void;
  phase(phase: RunningImport['phase']): void;
  /** From here on it is too late to cancel. @throws Refusal import-cancelled */
  commit(): void;
  end(): void;
}

/** The imports that run in this process. Each holds a connection of the database, so there are few at a time. */
export class RunningImports {
  readonly #running = new Map<string, { state: RunningImport; controller: AbortController }>();
  readonly #most: number;

  constructor(most = 3) {
    this.#most = most;
  }

  /** @throws Refusal too-many-imports, import-exists */
  begin(about: About): Run {
    const { importId } = about;
    if (this.#running.size >= this.#most) throw new Refusal('too-many-imports', `${this.#running.size} imports are running, which is the limit of ${this.#most} at a time. Import the file again when one of them has ended.`);
    if (this.#running.has(importId)) throw new Refusal('import-exists', `An import ${importId} is running already. Choose another id.`);
    const controller = new AbortController();
    const state: RunningImport = { ...about, startedAt: new Date().toISOString(), phase: 'receiving', bytes: 0, rows: 0 };
    this.#running.set(importId, { state, controller });
    return {
      signal: controller.signal,
      progress: (bytes, rows) => void Object.assign(state, { bytes, rows }),
      phase: (phase) => void (state.phase = phase),
      commit: () => {
        if (controller.signal.aborted) throw cancelled();
        state.phase = 'committing';
      },
      end: () => void this.#running.delete(importId),
    };
  }

  list(): RunningImport[] {
    return [...this.#running.values()].map(({ state }) => ({ ...state }));
  }

  /** Ends an import; nothing of it is stored. @returns its state; nothing when it is not running or is past the point of cancelling */
  cancel(importId: string): RunningImport | undefined {
    const found = this.#running.get(importId);
    if (!found || found.state.phase === 'committing') return undefined;
    found.controller.abort();
    return found.state;
  }
}

export const cancelled = () => new Refusal('import-cancelled', 'The import was cancelled; nothing was stored.');

/** Passes chunks on until the signal says stop, even while the sender is silent. */
export async function* until(signal: AbortSignal, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  const stop = Promise.withResolvers<never>();
  const onAbort = () => stop.reject(cancelled());
  signal.addEventListener('abort', onAbort);
  stop.promise.catch(() => undefined);
  try {
    for (;;) {
      if (signal.aborted) throw cancelled();
      const next = await Promise.race([source.next(), stop.promise]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    void source.return?.().catch(() => undefined);
  }
}
