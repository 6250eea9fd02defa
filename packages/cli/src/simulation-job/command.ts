import { setTimeout as pause } from 'node:timers/promises';
import { backTestMethodology, cancelSimulation, readSimulation, simulateMethodology } from '@mizan/contracts';
import { versionName } from '../methodology-lifecycle/version-name.ts';
import { exit, Failure } from '../session/failure.ts';
import { openSession, type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { reportInWords } from './report-in-words.ts';

export interface JobOptions {
  readonly as?: string;
  readonly json?: boolean;
  /** Everybody who moves. */
  readonly all?: boolean;
  /** False: say how far it is and end. */
  readonly wait?: boolean;
}
export interface StartOptions extends JobOptions {
  readonly snapshot: string;
  readonly against?: string;
  readonly eligibleFrom?: string;
  readonly eligibleBands?: string;
}
const listed = (text: string) => text.split(',').map((one) => one.trim()).filter(Boolean);

/** `simulation start`: asks the service what a version would change on a frozen snapshot, follows the work and prints what came of it. */
export async function simulationStart(version: string, { snapshot, against, eligibleFrom, eligibleBands, ...options }: StartOptions, terminal: Terminal): Promise<number> {
  const [params, session] = [versionName(version), await openSession(options.as, 'policy-officer')];
  const eligibility = { ...(eligibleFrom === undefined ? {} : { minimumScore: eligibleFrom }), ...(eligibleBands === undefined ? {} : { bands: listed(eligibleBands) }) };
  const { simulationId } = await session.ask(simulateMethodology, { params: { ...params }, body: { snapshotId: snapshot, ...(against === undefined ? {} : { against }), ...(Object.keys(eligibility).length ? { eligibility } : {}) } });
  return follow(session, simulationId, options, terminal);
}

/** `simulation back-test`: asks the service whether a version says the same over the frozen cycles named. */
export async function simulationBackTest(version: string, { snapshots, top = '10', ...options }: JobOptions & { snapshots: string; top?: string }, terminal: Terminal): Promise<number> {
  const [params, session] = [versionName(version), await openSession(options.as, 'policy-officer')];
  const { simulationId } = await session.ask(backTestMethodology, { params: { ...params }, body: { snapshotIds: listed(snapshots), top: Number(top) } });
  return follow(session, simulationId, options, terminal);
}

/** `simulation show`: follows one that was asked for before, or says how far it is. */
export async function simulationShow(simulationId: string, options: JobOptions, terminal: Terminal): Promise<number> {
  return follow(await openSession(options.as, 'policy-officer'), simulationId, options, terminal);
}

/** `simulation cancel`: ends one for whoever waits for it. */
export async function simulationCancel(simulationId: string, options: JobOptions, terminal: Terminal): Promise<number> {
  const ended = await (await openSession(options.as, 'policy-officer')).ask(cancelSimulation, { params: { simulationId } });
  terminal.out(options.json ? JSON.stringify(ended) : `${simulationId} is ${ended.state}, at ${ended.done} of ${ended.total} org units`);
  return exit.done;
}

async function follow(session: Session, simulationId: string, { json, all = false, wait = true }: JobOptions, terminal: Terminal): Promise<number> {
  const look = async () => session.ask(readSimulation, { params: { simulationId } });
  let found = await look();
  if (wait && found.state === 'running') terminal.note(`${simulationId} is being worked on. Ctrl-C stops watching; mizan simulation cancel ${simulationId} ends it.`);
  for (; wait && found.state === 'running'; found = await look()) {
    if (found.total > 0) terminal.progress(found.done, found.total, 'org units');
    await pause(200);
  }
  if (json) terminal.out(JSON.stringify(found));
  else if (found.state === 'running') terminal.out(`${simulationId} is running, at ${found.done} of ${found.total} org units`);
  else if (found.result) terminal.out(reportInWords(found.kind, found.result, all));
  else if (found.fault !== undefined) throw new Failure(exit.faults, `${simulationId} is ${found.state}: ${found.fault}`);
  return found.fault === undefined ? exit.done : exit.faults;
}
