import { readObject, scoreComputed } from '@mizan/contracts';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type LogName } from '../../producers.ts';
import { type StoredLeaf } from '../follow-logs/leaves.ts';
import { type RulesAndSnapshot } from './rules-and-snapshot.ts';
import { traceInputs } from './trace-input.ts';
import { withObserved } from './trace-observed.ts';
import { traceOtherLevels } from './trace-other-levels.ts';
import { type Tracing } from './tracing.ts';
import { usedValues } from './used-values.ts';

/** Scores of org units with their derivations, and every figure of them down to its line; a file that several of them rest on is read once. */
export async function traceScores(tracing: Tracing, leaves: readonly StoredLeaf[], rules: RulesAndSnapshot) {
  const scores = await Promise.all(leaves.map((leaf) => readScore(tracing, leaf, rules)));
  const used = scores.flatMap((one) => one.used);
  const traced = await withObserved(tracing, used, await traceInputs(tracing, used, rules.values.proved), rules.snapshotLeaf.index);
  const inputOf = new Map(used.map((one, at) => [one, traced[at]!]));
  const found = [];
  for (const { score, used: own } of scores) {
    const otherLevels = await traceOtherLevels(tracing, score.data, rules);
    found.push({ score, inputs: own.map((one) => inputOf.get(one)!), ...(otherLevels ? { otherLevels } : {}) });
  }
  return found;
}

/** A score with its derivation, and the frozen figures it names. */
async function readScore(tracing: Tracing, leaf: StoredLeaf, { values, periods }: RulesAndSnapshot) {
  const data = scoreComputed.data.parse(leaf.event.data);
  const { document: derivation, proved: derivationProved } = await hashedDocument(tracing, 'scoring', data.derivationSha256);
  const inputs = Object.keys(derivation['inputs'] ?? {});
  return {
    score: { scoreId: data.scoreId, leaf: await tracing.leafRef(leaf), data, derivation, derivationProved },
    used: usedValues(data.orgUnit, inputs, values.of(data.orgUnit), { cycleId: data.cycleId, periods }),
  };
}

/** A document that a leaf names by its hash, and whether its bytes have that hash. */
export async function hashedDocument(tracing: Tracing, log: LogName, hash: string): Promise<{ document: Record<string, unknown>; proved: boolean }> {
  const bytes = await tracing.producers.ask(log, readObject, { params: { sha256: hash } });
  return { document: JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>, proved: toHex(sha256(bytes)) === hash };
}
