import { replayRun, type RunReplay } from '@mizan/score-run';
import { type BundleVerdict, type Fault } from '@mizan/verifiable-log';
import { exit, Failure } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { faultLine } from '../verify-bundle/command.ts';
import { verified } from '../verify-bundle/verified.ts';
import { allocationsOfNoRun, type AmountsReplay, amountsInWords, replayAmounts } from './amounts.ts';
import { type Evidence, findRuns, type FoundRun, objectsOf } from './evidence.ts';
import { fromBundle } from './from-bundle.ts';
import { fromServices } from './from-services.ts';
import { isUnread, runInWords, summary } from './in-words.ts';

export interface ReplayOptions {
  readonly run?: string;
  readonly bundle?: string;
  readonly policy?: string;
  readonly as?: string;
  readonly json?: boolean;
}

/** `replay RUN` and `replay --bundle DIR`: computes past runs again from what was frozen, byte for byte. @throws Failure */
export async function replay(options: ReplayOptions, terminal: Terminal): Promise<number> {
  if (options.run === undefined && options.bundle === undefined) throw new Failure(exit.usage, 'Say which run: mizan replay RUN asks the services that run here, mizan replay --bundle DIR replays an exported bundle offline.');
  const quick = afterASecond(terminal);
  const verdict = options.bundle === undefined ? undefined : await verifiedSlowly(options.bundle, options.policy, terminal);
  if (verdict?.exitCode === exit.version) return told({ options, faults: verdict.faults, notes: verdict.notes, replays: [] }, terminal);
  const faults: Fault[] = [...(verdict?.faults ?? [])];
  const evidence = options.bundle === undefined ? fromServices(await openSession(options.as, 'auditor'), quick, (fault) => faults.push(fault)) : fromBundle(options.bundle);
  const replays: Replayed[] = [];
  const runs = await findRuns(evidence);
  faults.push(...(await allocationsOfNoRun(runs, evidence)));
  for (const found of chosen(runs, options)) replays.push(await replayOne(found, evidence, quick));
  return told({ options, faults, notes: verdict?.notes ?? [], replays }, terminal);
}

interface Replayed {
  readonly replay: RunReplay;
  readonly amounts: readonly AmountsReplay[];
  readonly superseded: boolean;
  readonly computedBy: string;
}
interface Outcome {
  readonly options: ReplayOptions;
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
  readonly replays: readonly Replayed[];
}

async function verifiedSlowly(dir: string, policy: string | undefined, terminal: Terminal): Promise<BundleVerdict> {
  const slow = setTimeout(() => terminal.note('Verifying the bundle …'), 1000);
  return verified(dir, policy).finally(() => clearTimeout(slow));
}

function chosen(runs: readonly FoundRun[], { run, bundle }: ReplayOptions): readonly FoundRun[] {
  const where = bundle === undefined ? 'the scoring log' : `the bundle ${bundle}`;
  if (runs.length === 0) throw new Failure(exit.incomplete, `There is no completed run in ${where}.`);
  const found = run === undefined ? runs : runs.filter(({ stored }) => stored.run.runId === run);
  if (found.length === 0) throw new Failure(exit.usage, `There is no run ${run} in ${where}. Its runs are: ${runs.map(({ stored }) => stored.run.runId).join(', ')}.`);
  return found;
}

async function replayOne(found: FoundRun, evidence: Evidence, terminal: Pick<Terminal, 'progress' | 'note'>): Promise<Replayed> {
  const objects = await objectsOf(found, evidence, terminal);
  terminal.note(`Computing ${found.stored.run.orgUnits} scores of ${found.stored.run.runId} again …`);
  return { replay: replayRun({ ...found.stored, objects }), amounts: await replayAmounts(found, evidence), superseded: found.superseded, computedBy: found.computedBy };
}

function told({ options, faults, notes, replays }: Outcome, terminal: Terminal): number {
  const code = exitCodeOf(faults, replays);
  if (options.json) {
    terminal.out(JSON.stringify({ exitCode: code, faults, notes, runs: replays.map(({ replay: one, ...more }) => ({ ...one, ...more })) }));
    return code;
  }
  for (const fault of faults) terminal.out(faultLine(fault));
  for (const one of replays) for (const line of [...runInWords(one.replay, one), ...one.amounts.flatMap(amountsInWords)]) terminal.out(line);
  if (replays.length) for (const line of summary(replays.map(({ replay: one }) => one), replays.flatMap(({ amounts }) => amounts))) terminal.out(line);
  if (options.bundle !== undefined) terminal.out(faults.length ? 'The bundle itself has the faults named above.' : 'In the bundle itself nothing was altered, lost or reordered.');
  for (const note of notes.filter((text) => text.includes('origin'))) terminal.out(note);
  return code;
}

function exitCodeOf(faults: readonly Fault[], replays: readonly Replayed[]): number {
  const amounts = replays.flatMap((one) => one.amounts);
  const kinds = new Set<string>([...faults, ...replays.flatMap(({ replay: one }) => [...one.faults, ...(one.people?.faults ?? [])]), ...amounts.flatMap((one) => one.faults)].map(({ kind }) => kind));
  if (kinds.has('format')) return exit.version;
  const differs = replays.some(({ replay: one }) => one.differences.length > 0 || one.people?.differences.length || isUnread(one));
  if (kinds.has('proof') || kinds.has('changed') || differs || amounts.some(({ replay: one }) => one?.differences.length)) return exit.proof;
  return kinds.has('incomplete') || kinds.has('missing') ? exit.incomplete : exit.done;
}

/** Shows how far a work has come, once it has taken longer than a second. */
function afterASecond(terminal: Terminal): Pick<Terminal, 'progress' | 'note'> {
  const began = Date.now();
  const isSlow = () => Date.now() - began > 1000;
  return { progress: (done, total, unit) => void (isSlow() && terminal.progress(done, total, unit)), note: (text) => void (isSlow() && terminal.note(text)) };
}
