import { canonicalText, sameBytes } from '@mizan/verifiable-log';
import { type StepDifference } from './step-difference.ts';
import { type FrozenFault, objectFault, type StoredRun } from './frozen-faults.ts';

/** What the leaf of a score says, be it an org unit's or a person's. */
interface Logged {
  readonly derivationSha256: string;
  readonly score?: string | undefined;
  readonly band?: string | undefined;
}
interface Again<Data> {
  readonly data: Data;
  readonly derivation: Uint8Array;
}
/** One score as logged and as computed now. */
interface Pair<Data> {
  /** Whose score it is, as a reader knows them. */
  readonly subject: string;
  readonly logged: Data | undefined;
  readonly computed: Again<Data> | undefined;
}
type Step = Readonly<Record<string, unknown>>;
export interface Comparison {
  readonly stored: Pick<StoredRun, 'objects'>;
  /** False where scores of the run are known to be missing from the log. */
  readonly whole: boolean;
  /** Finds where two parsed derivations part. */
  readonly first: (stored: Step, recomputed: Step, score: { readonly stored: Step; readonly recomputed: Step }) => StepDifference | undefined;
}
/** A score that does not come out as its leaf says. */
export interface ScoreDifference {
  readonly stored: string;
  readonly recomputed: string;
  readonly first: StepDifference;
}
export interface Compared {
  readonly difference?: ScoreDifference;
  readonly fault?: FrozenFault;
}
const theScore = { step: '', kind: 'score', label: 'the score itself' } as const;

/** Holds a score and its derivation against the same computed now, byte for byte; nothing in it where they are the same. */
export function compare<Data extends Logged>({ subject, logged, computed }: Pair<Data>, how: Comparison): Compared {
  const printed = { stored: inWords(logged), recomputed: inWords(computed?.data) };
  if (!logged && !how.whole) return { fault: { kind: 'missing', text: `the score of ${subject} is not in the log; computed again it is ${printed.recomputed}` } };
  if (!logged || !computed) return { difference: { ...printed, first: { ...theScore, part: 'step', stored: logged ? 'is there' : 'is not there', recomputed: computed ? 'is there' : 'is not there' } } };
  const fault = objectFault(how.stored, logged.derivationSha256, `the derivation of ${subject}`);
  const bytes = how.stored.objects.get(logged.derivationSha256);
  if (fault) return withoutDerivation(fault, bytes, logged, computed, how);
  const same = canonicalText(logged) === canonicalText(computed.data) && sameBytes(bytes!, computed.derivation);
  return same ? {} : { difference: { ...printed, first: parted(bytes!, logged, computed, how) } };
}

/** The leaf still says what the derivation was: whether the engine agrees with it tells altered bytes from another engine. */
function withoutDerivation<Data extends Logged>(fault: FrozenFault, bytes: Uint8Array | undefined, logged: Data, computed: Again<Data>, how: Comparison): Compared {
  const agrees = canonicalText(logged) === canonicalText(computed.data);
  const at = bytes && agrees ? parted(bytes, logged, computed, how) : undefined;
  const where = at ? `; at ${at.label}, ${at.part}, ${at.stored} stands where ${at.recomputed} was` : '';
  const told = { ...fault, text: `${fault.text}; ${agrees ? `computed again it is what the leaf names${where}` : 'and the engine does not give what the leaf names either'}` };
  if (agrees) return { fault: told };
  const first = { ...theScore, label: 'the leaf of the score (without its derivation the step cannot be told)', part: 'score and derivation', stored: inWords(logged), recomputed: inWords(computed.data) };
  return { fault: told, difference: { stored: first.stored, recomputed: first.recomputed, first } };
}

const inWords = (data: Logged | undefined) => (data ? [data.score ?? 'not scorable', data.band].filter(Boolean).join(' ') : 'none');

function parted<Data extends Logged>(bytes: Uint8Array, logged: Data, { data, derivation }: Again<Data>, { first }: Comparison): StepDifference {
  const read = (json: Uint8Array) => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) as Step;
  // the hash of the derivation follows from its steps and would only hide them
  const rest = ({ derivationSha256: _, ...others }: Logged): Step => others;
  const bytesAlone = { ...theScore, label: 'the derivation', part: 'bytes', stored: `${bytes.length} bytes`, recomputed: `${derivation.length} bytes` };
  try {
    return first(read(bytes), read(derivation), { stored: rest(logged), recomputed: rest(data) }) ?? bytesAlone;
  } catch (error) {
    // altered bytes need not be JSON, nor a derivation
    if (error instanceof SyntaxError || error instanceof TypeError) return bytesAlone;
    throw error;
  }
}
