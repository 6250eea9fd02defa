import { type OrgUnitDifference, type RunReplay } from '@mizan/score-run';
import { counted } from '../scoring-files/in-columns.ts';

const mostLines = 20;

/** One line for the run, then what differs and what was changed, each with the place. */
export function runInWords({ runId, cycleId, orgUnits, equal, differences, faults, notReplayed }: RunReplay, superseded: boolean): string[] {
  const name = `run ${runId} of cycle ${cycleId}${superseded ? ' (superseded)' : ''}`;
  const outcome = notReplayed ? `NOT REPLAYED: ${notReplayed}` : equal === orgUnits && !differences.length && !faults.length ? `all ${counted(orgUnits, 'score')} and derivations come out byte for byte` : `${equal} of ${counted(orgUnits, 'score')} come out byte for byte`;
  return [
    `${name}: ${outcome}`,
    ...limited(faults.map(({ kind, text }) => [`  ${kind === 'changed' ? 'CHANGED' : 'MISSING'}: ${text}`])),
    ...limited(differences.map(differenceInWords)),
  ];
}

function differenceInWords({ orgUnit, stored, recomputed, first }: OrgUnitDifference): string[] {
  const where = first.step === '' || first.step === first.label ? first.label : `${first.label} (${first.kind} ${first.step})`;
  return [
    `  DIFFERS: ${orgUnit}: score ${stored === recomputed ? `${stored} as stored` : `${stored} stored, ${recomputed} computed now`}`,
    `    first step that differs: ${where}, ${first.part}: ${first.stored} stored, ${first.recomputed} computed now`,
    ...(first.numbers ? [`      stored:       ${first.numbers.stored}`, `      computed now: ${first.numbers.recomputed}`] : []),
  ];
}

const limited = (entries: readonly (readonly string[])[]) => [...entries.slice(0, mostLines).flat(), ...(entries.length > mostLines ? [`  … and ${entries.length - mostLines} more (--json lists all)`] : [])];

/** What it comes to, in words a finance officer can act on. */
export function summary(replays: readonly RunReplay[]): string[] {
  const total = (count: (replay: RunReplay) => number) => replays.reduce((sum, replay) => sum + count(replay), 0);
  const differing = total(({ differences }) => differences.length);
  const changed = total(({ faults }) => faults.filter(({ kind }) => kind === 'changed').length);
  const missing = total(({ faults }) => faults.filter(({ kind }) => kind === 'missing').length);
  const unread = replays.filter(({ notReplayed, faults }) => notReplayed && !faults.length).length;
  const said = [
    ...(changed ? [`Stored bytes were changed in ${counted(changed, 'place')}: they are not what the log names.`] : []),
    ...(missing ? [`Evidence is missing in ${counted(missing, 'place')}.`] : []),
    ...(differing ? [`The engine computes something else now for ${counted(differing, 'score')}; what was stored of them is as it was logged unless a line above says otherwise.`] : []),
    ...(unread ? [`${counted(unread, 'run')} cannot be read by the engine of today.`] : []),
  ];
  return said.length ? said : [`${counted(replays.length, 'run')}, ${counted(total(({ orgUnits }) => orgUnits), 'score')}: every one comes out byte for byte from what was frozen.`];
}
