import { computeManagerScores } from '../compute-manager-scores.ts';
import { type Computed, computeScores } from '../compute-scores.ts';
import { compare, type Comparison, type ScoreDifference } from './compare.ts';
import { firstDifference } from './first-difference.ts';
import { type FrozenFault, inputFaults, scoreFaults, type StoredRun } from './frozen-faults.ts';
import { openStoredRun, orWhyNot } from './open-run.ts';
import { notReplayed, type PeopleReplay, replayPeople } from './replay-people.ts';

/** One org unit whose score or derivation does not come out as its leaf says. */
export interface OrgUnitDifference extends ScoreDifference {
  readonly orgUnit: string;
}
export interface RunReplay {
  readonly runId: string;
  readonly cycleId: string;
  readonly orgUnits: number;
  /** Org units whose score and derivation come out byte for byte as the leaf says. */
  readonly equal: number;
  /** What the engine computes otherwise today. */
  readonly differences: readonly OrgUnitDifference[];
  /** What of the frozen things is not as the leaves say. */
  readonly faults: readonly FrozenFault[];
  /** Why nothing could be computed again, where that is so. */
  readonly notReplayed?: string;
  /** The scores of people; not there where the run has none. */
  readonly people?: PeopleReplay;
}
/** What computes; another may be given to see what it would change. */
export interface Engine {
  readonly scores: typeof computeScores;
  readonly people: typeof computeManagerScores;
}

/** Computes a past run again from what was frozen and compares every score and derivation byte for byte, those of people too. */
export function replayRun(stored: StoredRun, { scores = computeScores, people = computeManagerScores }: Partial<Engine> = {}): RunReplay {
  const faults = inputFaults(stored);
  if (faults.length > 0) return nothingReplayed(stored, 'what the run was computed from is not as it was frozen', faults);
  const { run, snapshot } = stored;
  const computed = orWhyNot(() => {
    const opened = openStoredRun(stored);
    return { opened, scores: scores({ runId: run.runId, frozen: snapshot!, methodologySha256: run.methodologySha256, ...opened }) };
  }, 'values');
  if (typeof computed === 'string') return nothingReplayed(stored, computed);
  const own = replayPeople(stored, computed.opened, people);
  return { ...compareAll(stored, new Map(computed.scores.map((one) => [one.data.orgUnit, one]))), ...(own ? { people: own } : {}) };
}

function nothingReplayed(stored: StoredRun, why: string, faults: readonly FrozenFault[] = []): RunReplay {
  const people = stored.managerScores.length > 0 ? { people: notReplayed(stored, why) } : {};
  return { ...nameOf(stored), equal: 0, differences: [], faults: [...faults, ...scoreFaults(stored)], notReplayed: why, ...people };
}

const nameOf = ({ run: { runId, cycleId, orgUnits } }: StoredRun) => ({ runId, cycleId, orgUnits });

function compareAll(stored: StoredRun, computed: ReadonlyMap<string, Computed>): RunReplay {
  const logged = new Map(stored.scores.map((score) => [score.orgUnit, score]));
  const missing = scoreFaults(stored);
  const how: Comparison = { stored, whole: missing.length === 0, first: (...both) => firstDifference(...(both as unknown as Parameters<typeof firstDifference>)) };
  const compared = [...new Set([...computed.keys(), ...logged.keys()])].map((orgUnit) => ({ orgUnit, ...compare({ subject: orgUnit, logged: logged.get(orgUnit), computed: computed.get(orgUnit) }, how) }));
  return {
    ...nameOf(stored),
    equal: compared.filter(({ difference, fault }) => !difference && !fault).length,
    differences: compared.flatMap(({ orgUnit, difference }) => (difference ? [{ orgUnit, ...difference }] : [])),
    faults: [...missing, ...compared.flatMap(({ orgUnit, fault }) => (fault ? [{ ...fault, orgUnit }] : []))],
  };
}
