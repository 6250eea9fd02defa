import { readLogKey, readObject } from '@mizan/contracts';
import { type Fault, leafHash, openCheckpoint, rootOf, sameBytes, toUtf8, VerifiableLogError } from '@mizan/verifiable-log';
import { type FetchedLog, readLog } from '../export-bundle/read-log.ts';
import { type Failure } from '../session/failure.ts';
import { type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { type Evidence, type Leaf, type LogName } from './evidence.ts';

/** What was frozen, asked of the services as an auditor; each log is held against its own last checkpoint. */
export function fromServices(session: Session, terminal: Pick<Terminal, 'progress'>, found: (fault: Fault) => void): Evidence {
  const read = new Map<LogName, readonly Leaf[]>();
  return {
    leaves: async (log) => {
      const known = read.get(log);
      if (known) return known;
      const fetched = await readLog(session, log, (done, total) => terminal.progress(done, total, `leaves of ${log}`));
      const fault = rootFault(log, fetched, (await session.ask(readLogKey, {}, log)).vkey);
      if (fault) found(fault);
      const leaves = fetched.lines.map((line) => JSON.parse(line) as Leaf);
      read.set(log, leaves);
      return leaves;
    },
    object: (sha256, log) =>
      session.ask(readObject, { params: { sha256 } }, log).catch((error: Failure & { problem?: { code?: string } }) => {
        if (error.problem?.code === 'object-not-found') return undefined;
        throw error;
      }),
  };
}

function rootFault(log: LogName, { lines, checkpoints }: FetchedLog, vkey: string): Fault | undefined {
  const last = checkpoints.at(-1);
  if (!last) return { kind: 'incomplete', log, text: 'has no checkpoint' };
  try {
    const { root } = openCheckpoint(last.note, [vkey]);
    return sameBytes(root, rootOf(lines.map((line) => leafHash(toUtf8(line))))) ? undefined : { kind: 'proof', log, text: `the leaves do not give the root signed at size ${last.size}` };
  } catch (error) {
    if (!(error instanceof VerifiableLogError)) throw error;
    return { kind: 'proof', log, text: error.message };
  }
}
