import { listCycles, listMethodologies, listRuns, listSnapshots } from '@mizan/contracts';
import { openSession, type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { type CycleHistory, inWords } from './in-words.ts';

/** `cycle list`: every cycle, what it was frozen as and why, newest first, and the runs that scored each snapshot; with `--json` a document a cycle. */
export async function cycleList({ as, json }: { as?: string; json?: boolean }, terminal: Terminal): Promise<number> {
  const session = await openSession(as, 'auditor');
  const [{ cycles }, { methodologies }] = await Promise.all([session.ask(listCycles), session.ask(listMethodologies)]);
  const names = new Map(methodologies.map(({ methodologySha256, methodologyId, version }) => [methodologySha256, `${methodologyId}@${version}`]));
  if (cycles.length === 0) terminal.note('No cycle is open yet.');
  for (const cycle of cycles) {
    const history = { ...cycle, ...(await historyOf(session, cycle.cycleId)) };
    if (json) terminal.out(JSON.stringify(history));
    else inWords(history, (sha256) => names.get(sha256) ?? sha256).forEach((line) => terminal.out(line));
  }
  return 0;
}

async function historyOf(session: Session, cycleId: string): Promise<Pick<CycleHistory, 'snapshots' | 'runInForce'>> {
  const [{ snapshots }, { runs }] = await Promise.all([session.ask(listSnapshots, { params: { cycleId } }), session.ask(listRuns, { query: { cycleId } })]);
  return { runInForce: runs[0]?.runId, snapshots: snapshots.map((frozen) => ({ ...frozen, runs: runs.filter(({ snapshotId }) => snapshotId === frozen.snapshotId) })) };
}
