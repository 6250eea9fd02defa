import { type Database } from '@mizan/db';

/** Remembers that leaves were appended while nobody was waiting, so that no ring is missed. */
export interface Bell {
  /** Settles at the next commit of this process that brings leaves, at once if one came since the last wait, after `ms`, or when it is taken down. */
  wait(ms: number): Promise<void>;
  takeDown(): void;
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
    async wait(ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => (clearTimeout(timer), resolve());
        });
      }
      wake = undefined;
      rung = false;
    },
    takeDown() {
      db.log.off('appended', ring);
      ring();
    },
  };
}
