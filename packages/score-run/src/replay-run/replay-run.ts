import { MethodologyError, openSnapshot, readMethodology, ValuesError } from '@mizan/scoring-engine';
import { canonicalText, sameBytes } from '@mizan/verifiable-log';
import { type Computed, computeScores, type ScoreData } from '../compute-scores.ts';
import { firstDifference, type StepDifference } from './first-difference.ts';
import { type FrozenFault, inputFaults, objectFault, scoreFaults, type StoredRun } from './frozen-faults.ts';

/** One org unit whose score or derivation does not come out as its leaf says. */
export interface OrgUnitDifference {
  readonly orgUnit: string;
  readonly stored: string;
  readonly recomputed: string;
  readonly first: StepDifference;
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
}
type Compute = typeof computeScores;

/**
 * Computes a past run again from what was frozen and compares every score and derivation byte for byte.
 * @param compute the engine; another may be given to see what it would change
 */
export function replayRun(stored: StoredRun, compute: Compute = computeScores): RunReplay {
  const { runId, cycleId, orgUnits } = stored.run;
  const whole = { runId, cycleId, orgUnits };
  const faults = inputFaults(stored);
  if (faults.length > 0) return { ...whole, equal: 0, differences: [], faults: [...faults, ...scoreFaults(stored)], notReplayed: 'what the run was computed from is not as it was frozen' };
  const computed = recompute(stored, compute);
  if (typeof computed === 'string') return { ...whole, equal: 0, differences: [], faults: scoreFaults(stored), notReplayed: computed };
  const logged = new Map(stored.scores.map((score) => [score.orgUnit, score]));
  const missing = scoreFaults(stored);
  const compared = [...new Set([...computed.keys(), ...logged.keys()])].map((orgUnit) => compareOne(stored, missing.length === 0, orgUnit, logged.get(orgUnit), computed.get(orgUnit)));
  return {
    ...whole,
    equal: compared.filter(({ difference, fault }) => !difference && !fault).length,
    differences: compared.flatMap(({ difference }) => difference ?? []),
    faults: [...missing, ...compared.flatMap(({ fault }) => fault ?? [])],
  };
}

/** @returns the scores by org unit, or why today's engine cannot read what was frozen */
function recompute({ run, snapshot, objects }: StoredRun, compute: Compute): ReadonlyMap<string, Computed> | string {
  const text = (hash: string) => new TextDecoder().decode(objects.get(hash));
  try {
    const methodology = readMethodology(JSON.parse(text(run.methodologySha256)));
    const opened = openSnapshot(methodology, { ...snapshot!, values: text(snapshot!.valuesSha256), orgUnits: text(snapshot!.orgUnitsSha256) });
    return new Map(compute({ runId: run.runId, frozen: snapshot!, methodology, methodologySha256: run.methodologySha256, opened }).map((one) => [one.data.orgUnit, one]));
  } catch (error) {
    if (error instanceof MethodologyError) return `the engine no longer reads the methodology of this run: ${error.message}`;
    if (error instanceof ValuesError) return `the engine no longer reads the values of this run: ${error.message}`;
    throw error;
  }
}

type Compared = { readonly difference?: OrgUnitDifference; readonly fault?: FrozenFault };
const theScore = { step: '', kind: 'score', label: 'the score itself' } as const;

/** @param whole false where scores of the run are known to be missing from the log */
function compareOne(stored: StoredRun, whole: boolean, orgUnit: string, logged: ScoreData | undefined, computed: Computed | undefined): Compared {
  const printed = { orgUnit, stored: inWords(logged), recomputed: inWords(computed?.data) };
  if (!logged && !whole) return { fault: { kind: 'missing', orgUnit, text: `the score of ${orgUnit} is not in the log; computed again it is ${printed.recomputed}` } };
  if (!logged || !computed) return { difference: { ...printed, first: { ...theScore, part: 'step', stored: logged ? 'is there' : 'is not there', recomputed: computed ? 'is there' : 'is not there' } } };
  const fault = objectFault(stored, logged.derivationSha256, `the derivation of ${orgUnit}`);
  if (fault) return withoutDerivation({ ...fault, orgUnit }, stored.objects.get(logged.derivationSha256), logged, computed);
  const bytes = stored.objects.get(logged.derivationSha256)!;
  const same = canonicalText(logged) === canonicalText(computed.data) && sameBytes(bytes, computed.derivation);
  return same ? {} : { difference: { ...printed, first: parted(bytes, logged, computed) } };
}

/** The leaf still says what the derivation was: whether the engine agrees with it tells altered bytes from another engine. */
function withoutDerivation(fault: FrozenFault, bytes: Uint8Array | undefined, logged: ScoreData, { data, derivation }: Computed): Compared {
  const agrees = canonicalText(logged) === canonicalText(data);
  const at = bytes && agrees ? parted(bytes, logged, { data, derivation }) : undefined;
  const where = at ? `; at ${at.label}, ${at.part}, ${at.stored} stands where ${at.recomputed} was` : '';
  const told = { ...fault, text: `${fault.text}; ${agrees ? `computed again it is what the leaf names${where}` : 'and the engine does not give what the leaf names either'}` };
  if (agrees) return { fault: told };
  const first = { ...theScore, label: 'the leaf of the score (without its derivation the step cannot be told)', part: 'score and derivation', stored: inWords(logged), recomputed: inWords(data) };
  return { fault: told, difference: { orgUnit: logged.orgUnit, stored: first.stored, recomputed: first.recomputed, first } };
}

const inWords = (data: ScoreData | undefined) => (data ? [data.score ?? 'not scorable', data.band].filter(Boolean).join(' ') : 'none');

function parted(bytes: Uint8Array, logged: ScoreData, { data, derivation }: Computed): StepDifference {
  const read = (json: Uint8Array) => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) as Parameters<typeof firstDifference>[0];
  // the hash of the derivation follows from its steps and would only hide them
  const rest = ({ derivationSha256: _, ...others }: ScoreData) => others;
  const bytesAlone = { ...theScore, label: 'the derivation', part: 'bytes', stored: `${bytes.length} bytes`, recomputed: `${derivation.length} bytes` };
  try {
    return firstDifference(read(bytes), read(derivation), { stored: rest(logged), recomputed: rest(data) }) ?? bytesAlone;
  } catch (error) {
    // altered bytes need not be JSON, nor a derivation
    if (error instanceof SyntaxError || error instanceof TypeError) return bytesAlone;
    throw error;
  }
}
