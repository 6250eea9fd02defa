import { type Database } from '@mizan/db';

/** Remembers that leaves were appended while nobody was waiting, so that no ring is missed. */
export interface Bell {
  /** Settles at the next commit of this process that brings leaves, at once if one came since the last wait, or after `ms`. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

export function hangBell(db: Database): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    rung = true;
    wake?.();
  };
  db.log.on('appended', ring);
  return {
    async wait(ms, signal) {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          const timer = setTimeout(resolve, ms);
          timer.unref();
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
        wake = undefined;
      }
      rung = false;
    },
    close: () => void db.log.off('appended', ring),
  };
}
