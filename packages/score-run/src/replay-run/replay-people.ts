import { readAttributions, readTakeOvers } from '@mizan/scoring-engine';
import { type computeManagerScores } from '../compute-manager-scores.ts';
import { compare, type Comparison, type ScoreDifference } from './compare.ts';
import { firstDifferenceOfPerson } from './first-difference-of-person.ts';
import { type FrozenFault, objectFault, personFaults, type StoredRun } from './frozen-faults.ts';
import { type OpenedRun, orWhyNot } from './open-run.ts';

/** One person whose score or derivation does not come out as its leaf says. */
export interface PersonDifference extends ScoreDifference {
  readonly person: string;
}
/** The scores of people of a run, computed again. */
export interface PeopleReplay {
  /** As many as the log has. */
  readonly people: number;
  readonly equal: number;
  readonly differences: readonly PersonDifference[];
  readonly faults: readonly FrozenFault[];
  /** Why nothing could be computed again, where that is so. */
  readonly notReplayed?: string;
}

/** Computes the scores of people again and compares each byte for byte; nothing where the run has none and makes none. */
export function replayPeople(stored: StoredRun, { methodology, opened }: OpenedRun, compute: typeof computeManagerScores): PeopleReplay | undefined {
  const { run, snapshot, objects, managerScores } = stored;
  if (!methodology.document.attribution && managerScores.length === 0) return undefined;
  const { postingsSha256, takeOversSha256, start, end } = snapshot!;
  const fault = objectFault(stored, postingsSha256, 'the postings file') ?? (takeOversSha256 === undefined ? undefined : objectFault(stored, takeOversSha256, 'the file of values at take-over'));
  if (fault) return notReplayed(stored, 'the postings are not as they were frozen', [fault]);
  const computed = orWhyNot(() => {
    const text = (hash: string) => new TextDecoder().decode(objects.get(hash));
    const [rows, takeOvers] = [readAttributions(text(postingsSha256)), takeOversSha256 === undefined ? [] : readTakeOvers(text(takeOversSha256))];
    return compute({ runId: run.runId, frozen: snapshot!, methodology, methodologySha256: run.methodologySha256, opened, rows, takeOvers, cycle: { start, end } });
  }, 'postings');
  if (typeof computed === 'string') return notReplayed(stored, computed);
  return compareAll(stored, new Map(computed.map((one) => [one.data.personId, one])));
}

/** The scores of people in the log, none of which can be called equal. */
export function notReplayed(stored: StoredRun, why: string, faults: readonly FrozenFault[] = []): PeopleReplay {
  return { people: stored.managerScores.length, equal: 0, differences: [], faults: [...faults, ...personFaults(stored)], notReplayed: why };
}

function compareAll(stored: StoredRun, computed: ReadonlyMap<string, ReturnType<typeof computeManagerScores>[number]>): PeopleReplay {
  const logged = new Map(stored.managerScores.map((score) => [score.personId, score]));
  // the leaf of the run stands after all of its scores, so that a log with the run has every score there was
  const how: Comparison = { stored, whole: true, first: (...both) => firstDifferenceOfPerson(...(both as Parameters<typeof firstDifferenceOfPerson>)) };
  const compared = [...new Set([...computed.keys(), ...logged.keys()])].map((person) => ({ person, ...compare({ subject: person, logged: logged.get(person), computed: computed.get(person) }, how) }));
  return {
    people: stored.managerScores.length,
    equal: compared.filter(({ difference, fault }) => !difference && !fault).length,
    differences: compared.flatMap(({ person, difference }) => (difference ? [{ person, ...difference }] : [])),
    faults: [...personFaults(stored), ...compared.flatMap(({ person, fault }) => (fault ? [{ ...fault, person }] : []))],
  };
}
