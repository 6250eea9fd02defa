import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Principal } from '@mizan/http';

export interface Session {
  readonly id: string;
  readonly person: Principal;
  readonly token: string;
  readonly csrf: string;
}
/** Times by a clock that nobody can set, in milliseconds. */
interface Kept extends Session {
  readonly endsAt: number;
  usedAt: number;
}

const idleLimit = 15 * 60_000;
export const randomId = (): string => randomBytes(32).toString('base64url');

/** Sessions live in memory only: a restart signs everybody out, and nothing is left on a shared phone but a random id. */
export class Sessions {
  private readonly kept = new Map<string, Kept>();

  open(person: Principal, token: string, endsAt: number): Session {
    this.sweep();
    const session = { id: randomId(), person, token, csrf: randomId(), endsAt, usedAt: performance.now() };
    this.kept.set(session.id, session);
    return session;
  }

  find(id: string): Session | undefined {
    const session = this.kept.get(id);
    if (!session || ended(session)) return undefined;
    session.usedAt = performance.now();
    return session;
  }

  close(id: string): void {
    this.kept.delete(id);
  }

  private sweep(): void {
    for (const session of this.kept.values()) if (ended(session)) this.kept.delete(session.id);
  }
}

const ended = ({ endsAt, usedAt }: Kept): boolean => performance.now() > endsAt || performance.now() > usedAt + idleLimit;

/** Compares in constant time, whatever the lengths. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
