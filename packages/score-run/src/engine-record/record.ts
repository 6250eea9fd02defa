import { type ScoreResult } from '@mizan/scoring-engine';
import { canonicalText, sha256, toBase64, toHex, toUtf8 } from '@mizan/verifiable-log';
import { stepsInOrder } from '../steps-in-order.ts';

/** What an engine gives for one body of figures, small enough to be kept beside the code. */
export interface SetRecord {
  /** SHA-256 of all results with their derivations, one line of canonical JSON each. */
  readonly sha256: string;
  /** In evaluation order: inputs before what uses them, the score itself last. */
  readonly steps: readonly string[];
  /** By org unit and period: the score as printed, the band, and three characters of the digest of every step. */
  readonly results: Readonly<Record<string, readonly [score: string, band: string, digests: string]>>;
}
export type EngineRecord = Readonly<Record<string, SetRecord>>;

/** Rounding, band and reasons: what a result says beside its inputs and nodes. */
export const theScoreItself = '(score)';
/** 18 bits find the step; that something differs at all is told by the whole SHA-256. */
export const digestLength = 3;
const absent = '-'.repeat(digestLength);

const digestOf = (step: unknown) => toBase64(sha256(toUtf8(canonicalText(step)))).slice(0, digestLength);

/** @param results in the engine's order */
export function recordOf(results: readonly ScoreResult[]): SetRecord {
  const steps = [...new Set(inOneOrder(results)), theScoreItself];
  const lines = results.map((result) => `${canonicalText(said(result))}\n`);
  return {
    sha256: toHex(sha256(toUtf8(lines.join('')))),
    steps,
    results: Object.fromEntries(results.map((result) => [`${result.orgUnit} ${result.period}`, [result.score ?? result.status, result.band ?? '', digests(result, steps)]])),
  };
}

/** Who rests on nothing elsewhere says nothing of it. */
const said = ({ elsewhere, ...rest }: ScoreResult) => (elsewhere.length === 0 ? rest : { ...rest, elsewhere });

/** The longest order first: org units that read more, such as a series of periods, place what the others lack. */
const inOneOrder = (results: readonly ScoreResult[]) =>
  results.map(({ derivation }) => stepsInOrder(derivation)).sort((a, b) => b.length - a.length).flat();

function digests(result: ScoreResult, steps: readonly string[]): string {
  const { derivation, nodes: _, ...outcome } = said(result);
  const { inputs, nodes, ...rest } = derivation;
  const found: Readonly<Record<string, unknown>> = { ...inputs, ...nodes, [theScoreItself]: { ...outcome, ...rest } };
  return steps.map((step) => (Object.hasOwn(found, step) ? digestOf(found[step]) : absent)).join('');
}

/** One org unit a line, so that a change shows as the lines of those it touches. */
export function formatRecord(record: EngineRecord): string {
  const set = ({ sha256: whole, steps, results }: SetRecord) => {
    const rows = Object.entries(results).map(([key, row]) => `   ${JSON.stringify(key)}: ${JSON.stringify(row)}`);
    return `{\n  "sha256": "${whole}",\n  "steps": ${JSON.stringify(steps)},\n  "results": {\n${rows.join(',\n')}\n  }\n }`;
  };
  return `{\n${Object.entries(record).map(([name, one]) => ` ${JSON.stringify(name)}: ${set(one)}`).join(',\n')}\n}\n`;
}
