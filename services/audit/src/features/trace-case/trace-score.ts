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

/** The score of one org unit with its derivation, and every figure of it down to its line. */
export async function traceScore(tracing: Tracing, leaf: StoredLeaf, rules: RulesAndSnapshot) {
  const { values, periods, snapshotLeaf } = rules;
  const data = scoreComputed.data.parse(leaf.event.data);
  const { document: derivation, proved: derivationProved } = await hashedDocument(tracing, 'scoring', data.derivationSha256);
  const inputs = Object.keys(derivation['inputs'] ?? {});
  const used = usedValues(data.orgUnit, inputs, values.of(data.orgUnit), { cycleId: data.cycleId, periods });
  const traced = await traceInputs(tracing, used, values.proved);
  const otherLevels = await traceOtherLevels(tracing, data, rules);
  return {
    score: { scoreId: data.scoreId, leaf: await tracing.leafRef(leaf), data, derivation, derivationProved },
    inputs: await Promise.all(traced.map((one, at) => withObserved(tracing, used[at]!, one, snapshotLeaf.index))),
    ...(otherLevels ? { otherLevels } : {}),
  };
}

/** A document that a leaf names by its hash, and whether its bytes have that hash. */
export async function hashedDocument(tracing: Tracing, log: LogName, hash: string): Promise<{ document: Record<string, unknown>; proved: boolean }> {
  const bytes = await tracing.producers.ask(log, readObject, { params: { sha256: hash } });
  return { document: JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>, proved: toHex(sha256(bytes)) === hash };
}
