import { readObject, scoreComputed } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type LogName, type Producers } from '../../producers.ts';
import { type StoredLeaf } from '../follow-logs/leaves.ts';
import { leafRef } from './leaf-ref.ts';
import { type RulesAndSnapshot } from './rules-and-snapshot.ts';
import { traceInput } from './trace-input.ts';
import { usedValues } from './used-values.ts';

/** The score of one org unit with its derivation, and every figure of it down to its line. */
export async function traceScore(db: Database, producers: Producers, leaf: StoredLeaf, { values, periods }: RulesAndSnapshot) {
  const data = scoreComputed.data.parse(leaf.event.data);
  const { document: derivation, proved: derivationProved } = await hashedDocument(producers, 'scoring', data.derivationSha256);
  const inputs = Object.keys((derivation['inputs'] ?? {}) as object);
  const used = usedValues(inputs, values.of(data.orgUnit), { cycleId: data.cycleId, periods });
  return {
    score: { scoreId: data.scoreId, leaf: await leafRef(db, leaf), data, derivation, derivationProved },
    inputs: await Promise.all(used.map((value) => traceInput(db, producers, data.orgUnit, value, values.proved))),
  };
}

/** A document that a leaf names by its hash, and whether its bytes have that hash. */
export async function hashedDocument(producers: Producers, log: LogName, hash: string): Promise<{ document: Record<string, unknown>; proved: boolean }> {
  const bytes = await producers.ask(log, readObject, { params: { sha256: hash } });
  return { document: JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>, proved: toHex(sha256(bytes)) === hash };
}
