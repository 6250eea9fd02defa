import { type OrgUnitDifference, type RunReplay } from '@mizan/score-run';
import { type AmountsReplay } from './amounts.ts';
import { counted } from '../scoring-files/in-columns.ts';
import { limited } from './limited.ts';

/** One line for the run, then what differs and what was changed, each with the place. */
export function runInWords({ runId, cycleId, orgUnits, equal, differences, faults, notReplayed }: RunReplay, { superseded, computedBy }: { superseded: boolean; computedBy: string }): string[] {
  const name = `run ${runId} of cycle ${cycleId}${superseded ? ' (superseded)' : ''}${computedBy ? `, computed by ${computedBy}` : ''}`;
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

/** What it comes to, in words a finance officer can act on. */
export function summary(replays: readonly RunReplay[], amounts: readonly AmountsReplay[]): string[] {
  const allFaults = [...replays, ...amounts].flatMap(({ faults }) => faults);
  const total = (count: (replay: RunReplay) => number) => replays.reduce((sum, replay) => sum + count(replay), 0);
  const differing = total(({ differences }) => differences.length);
  const changed = allFaults.filter(({ kind }) => kind === 'changed').length;
  const missing = allFaults.filter(({ kind }) => kind === 'missing').length;
  const amountsDiffering = amounts.reduce((sum, { replay }) => sum + (replay?.differences.length ?? 0), 0);
  const cases = amounts.reduce((sum, { replay }) => sum + (replay?.cases ?? 0), 0);
  const unread = replays.filter(({ notReplayed, faults }) => notReplayed && !faults.length).length;
  const said = [
    ...(changed ? [`Stored bytes were changed in ${counted(changed, 'place')}: they are not what the log names.`] : []),
    ...(missing ? [`Evidence is missing in ${counted(missing, 'place')}.`] : []),
    ...(differing ? [`The engine computes something else now for ${counted(differing, 'score')}; what was stored of them is as it was logged unless a line above says otherwise.`] : []),
    ...(amountsDiffering ? [`The rules give something else now in ${counted(amountsDiffering, 'place')} of what was entitled or shared.`] : []),
    ...(unread ? [`${counted(unread, 'run')} cannot be read by the engine of today.`] : []),
  ];
  return said.length ? said : [`${[counted(replays.length, 'run'), counted(total(({ orgUnits }) => orgUnits), 'score'), ...(cases ? [counted(cases, 'case')] : [])].join(', ')}: every one comes out byte for byte from what was frozen.`];
}
