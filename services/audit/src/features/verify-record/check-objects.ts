import { readObject } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type LogName, type Producers } from '../../producers.ts';
import { leavesFrom } from '../follow-logs/leaves.ts';
import { type Finding } from './finding.ts';

/** Imported files are hashed again by the books of the service that holds them; moving each here every sweep would not scale. */
const held: Record<LogName, readonly string[]> = {
  indicators: ['valuesSha256', 'orgUnitsSha256', 'postingsSha256', 'takeOversSha256'],
  scoring: ['derivationSha256', 'methodologySha256', 'findingsSha256', 'comparisonSha256'],
  incentives: ['schemeSha256'],
};
/** Objects of one log hashed in one sweep. Each is a request; with all of them in every sweep the verdict would grow old while it is made. */
const inOneSweep = 250;
const together = 8;

interface Named {
  readonly hash: string;
  /** The first leaf that names it. */
  readonly index: number;
  /** The sweep in which it was last hashed. */
  looked: number;
  fault: 'altered' | 'missing' | undefined;
}
export type CheckObjects = (db: Database, producers: Producers, log: LogName, size: number) => Promise<Finding[]>;

/**
 * Makes the check that fetches the objects leaves name and hashes them again: in each sweep those that are wrong, then those not looked at for longest.
 * What is found stays found until the object is whole again.
 */
export function createObjectCheck(): CheckObjects {
  const known = new Map<LogName, { size: number; sweep: number; objects: Map<string, Named> }>();
  return async (db, producers, log, size) => {
    const state = known.get(log) ?? { size: 0, sweep: 0, objects: new Map<string, Named>() };
    known.set(log, state);
    for (const { index, event } of await leavesFrom(db, log, state.size, size)) name(state.objects, log, index, event.data);
    state.size = Math.max(state.size, size);
    state.sweep += 1;
    await hashAgain(producers, log, due([...state.objects.values()]), state.sweep);
    return [...state.objects.values()].flatMap(({ hash, index, fault }): Finding[] => (fault ? [{ log, check: 'object', index, text: `the object ${hash} that the leaf names is ${fault}` }] : []));
  };
}

function name(objects: Map<string, Named>, log: LogName, index: number, data: Readonly<Record<string, unknown>>): void {
  for (const field of held[log]) {
    const hash = data[field];
    if (typeof hash === 'string' && !objects.has(hash)) objects.set(hash, { hash, index, looked: 0, fault: undefined });
  }
}

const due = (objects: readonly Named[]) => objects.toSorted((a, b) => Number(b.fault !== undefined) - Number(a.fault !== undefined) || a.looked - b.looked).slice(0, inOneSweep);

async function hashAgain(producers: Producers, log: LogName, objects: readonly Named[], sweep: number): Promise<void> {
  const waiting = [...objects];
  const work = async () => {
    for (let object = waiting.pop(); object; object = waiting.pop()) {
      const bytes = await producers.ask(log, readObject, { params: { sha256: object.hash } }).catch(() => undefined);
      object.fault = !bytes ? 'missing' : toHex(sha256(bytes)) === object.hash ? undefined : 'altered';
      object.looked = sweep;
    }
  };
  await Promise.all(Array.from({ length: together }, work));
}
