import { type OrgUnitDifference, type PeopleReplay, type PersonDifference, type RunReplay } from '@mizan/score-run';
import { type AmountsReplay } from './amounts.ts';
import { counted } from '../scoring-files/in-columns.ts';
import { limited } from './limited.ts';

/** One line for the run, then what differs and what was changed, each with the place. */
export function runInWords({ runId, cycleId, orgUnits, equal, differences, faults, notReplayed, people }: RunReplay, { superseded, computedBy }: { superseded: boolean; computedBy: string }): string[] {
  const name = `run ${runId} of cycle ${cycleId}${superseded ? ' (superseded)' : ''}${computedBy ? `, computed by ${computedBy}` : ''}`;
  const outcome = notReplayed ? `NOT REPLAYED: ${notReplayed}` : equal === orgUnits && !differences.length && !faults.length ? `all ${counted(orgUnits, 'score')} and derivations come out byte for byte` : `${equal} of ${counted(orgUnits, 'score')} come out byte for byte`;
  return [
    `${name}: ${outcome}`,
    ...limited(faults.map(faultInWords)),
    ...limited(differences.map((one) => differenceInWords(one.orgUnit, one))),
    ...(people ? peopleInWords(people) : []),
  ];
}

/** One line for the scores of people of a run, then what differs of them. */
function peopleInWords({ people, equal, differences, faults, notReplayed }: PeopleReplay): string[] {
  const all = counted(people, 'score');
  const outcome = notReplayed ? `NOT REPLAYED: ${notReplayed}` : equal === people && !differences.length && !faults.length ? `all ${all} and derivations come out byte for byte` : `${equal} of ${all} come out byte for byte`;
  return [`  people who held posts: ${outcome}`, ...limited(faults.map(faultInWords)), ...limited(differences.map((one) => differenceInWords(one.person, one)))];
}

/** Whether the engine of today cannot read what lies there as it was frozen. */
export const isUnread = ({ people, ...run }: RunReplay): boolean => [run, ...(people ? [people] : [])].some(({ notReplayed, faults }) => notReplayed !== undefined && !faults.length);

const faultInWords = ({ kind, text }: RunReplay['faults'][number]) => [`  ${kind === 'changed' ? 'CHANGED' : 'MISSING'}: ${text}`];

function differenceInWords(whose: string, { stored, recomputed, first }: OrgUnitDifference | PersonDifference): string[] {
  const where = first.step === '' || first.step === first.label ? first.label : `${first.label} (${first.kind} ${first.step})`;
  return [
    `  DIFFERS: ${whose}: score ${stored === recomputed ? `${stored} as stored` : `${stored} stored, ${recomputed} computed now`}`,
    `    first step that differs: ${where}, ${first.part}: ${first.stored} stored, ${first.recomputed} computed now`,
    ...(first.numbers ? [`      stored:       ${first.numbers.stored}`, `      computed now: ${first.numbers.recomputed}`] : []),
  ];
}

/** What it comes to, in words a finance officer can act on. */
export function summary(replays: readonly RunReplay[], amounts: readonly AmountsReplay[]): string[] {
  const people = replays.flatMap((replay) => replay.people ?? []);
  const allFaults = [...replays, ...people, ...amounts].flatMap(({ faults }) => faults);
  const total = (count: (replay: RunReplay) => number) => replays.reduce((sum, replay) => sum + count(replay), 0);
  const differing = [...replays, ...people].reduce((sum, { differences }) => sum + differences.length, 0);
  const scoresOfPeople = people.reduce((sum, one) => sum + one.people, 0);
  // scores of people and amounts rest on one postings file, which is one place
  const places = (wanted: string) => new Set(allFaults.filter(({ kind }) => kind === wanted).map(({ text }) => text)).size;
  const [changed, missing] = [places('changed'), places('missing')];
  const amountsDiffering = amounts.reduce((sum, { replay }) => sum + (replay?.differences.length ?? 0), 0);
  const cases = amounts.reduce((sum, { replay }) => sum + (replay?.cases ?? 0), 0);
  const unread = replays.filter(isUnread).length;
  const said = [
    ...(changed ? [`Stored bytes were changed in ${counted(changed, 'place')}: they are not what the log names.`] : []),
    ...(missing ? [`Evidence is missing in ${counted(missing, 'place')}.`] : []),
    ...(differing ? [`The engine computes something else now for ${counted(differing, 'score')}; what was stored of them is as it was logged unless a line above says otherwise.`] : []),
    ...(amountsDiffering ? [`The rules give something else now in ${counted(amountsDiffering, 'place')} of what was entitled or shared.`] : []),
    ...(unread ? [`${counted(unread, 'run')} cannot be read by the engine of today.`] : []),
  ];
  return said.length ? said : [`${[counted(replays.length, 'run'), counted(total(({ orgUnits }) => orgUnits), 'score'), ...(scoresOfPeople ? [`${counted(scoresOfPeople, 'score')} of people`] : []), ...(cases ? [counted(cases, 'case')] : [])].join(', ')}: every one comes out byte for byte from what was frozen.`];
}
