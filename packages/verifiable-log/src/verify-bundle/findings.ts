import { VerifiableLogError } from '../errors.ts';

/** `proof`: something contradicts what was signed or listed. `incomplete`: something needed is not there. */
export type FaultKind = 'proof' | 'incomplete' | 'format';

export interface Fault {
  kind: FaultKind;
  log?: string;
  /** Index of the first bad leaf, from 0. */
  index?: number;
  file?: string;
  text: string;
}

export interface BundleCounts {
  files: number;
  logs: number;
  leaves: number;
  checkpoints: number;
  objects: number;
}

export interface BundleVerdict {
  faults: Fault[];
  notes: string[];
  counts: BundleCounts;
  /** 0 ok, 5 a proof failed, 6 evidence incomplete, 7 unknown format version. */
  exitCode: 0 | 5 | 6 | 7;
}

/** Beyond this a report helps nobody; the rest is counted. */
const mostFaults = 1_000;

/** What a verification has found so far. */
export class Findings {
  readonly faults: Fault[] = [];
  readonly notes: string[] = [];
  readonly counts: BundleCounts = { files: 0, logs: 0, leaves: 0, checkpoints: 0, objects: 0 };
  readonly #kinds = new Set<FaultKind>();
  #dropped = 0;

  add(fault: Fault): void {
    this.#kinds.add(fault.kind);
    if (this.faults.length < mostFaults) this.faults.push(fault);
    else this.#dropped += 1;
  }

  /** Whether a fault names this file already. */
  names(path: string): boolean {
    return this.faults.some(({ file }) => file === path);
  }

  /** Runs a check; the package's own refusal becomes a fault with this place, anything else is a defect. */
  attempt<T>(place: Omit<Fault, 'text' | 'kind'>, check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof VerifiableLogError)) throw error;
      this.add({ kind: 'proof', ...place, text: error.message });
      return undefined;
    }
  }

  /** Everything found; a file that a log's fault already names is not named again for its digest. */
  result(): BundleVerdict {
    const faults = this.faults.filter((fault) => fault.log !== undefined || !this.faults.some((other) => explains(other, fault)));
    const notes = this.#dropped > 0 ? [`${this.#dropped} more faults are not listed`, ...this.notes] : this.notes;
    return { faults, notes, counts: this.counts, exitCode: exitCodeOf(this.#kinds) };
  }
}

function explains(other: Fault, fault: Fault): boolean {
  return other.log !== undefined && fault.file !== undefined && other.file === fault.file && other.kind === fault.kind;
}

function exitCodeOf(kinds: ReadonlySet<FaultKind>): BundleVerdict['exitCode'] {
  if (kinds.has('format')) return 7;
  if (kinds.has('proof')) return 5;
  return kinds.has('incomplete') ? 6 : 0;
}
