import { Refusal, scoreComputed, readObject, snapshotFrozen } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { openSnapshot, readMethodology, score } from '@mizan/scoring-engine';
import { type Producers } from '../../producers.ts';
import { lastLeafWhere } from '../trace-case/locate.ts';

/** Scores one org unit again from the frozen values and hierarchy and the logged methodology, and compares the printed score. */
export async function recompute(db: Database, producers: Producers, scoreId: string) {
  const leaf = await lastLeafWhere(db, scoreComputed.type, 'scoreId', scoreId);
  if (!leaf) throw new Refusal('trace-not-found', `No score ${scoreId} was ever logged.`);
  const logged = scoreComputed.data.parse(leaf.event.data);
  const snapshot = await lastLeafWhere(db, snapshotFrozen.type, 'snapshotId', logged.snapshotId);
  if (!snapshot) throw new Refusal('trace-not-found', `The snapshot ${logged.snapshotId} is not in the log.`);
  const frozen = snapshotFrozen.data.parse(snapshot.event.data);
  const text = new TextDecoder();
  const object = async (log: 'indicators' | 'scoring', sha256: string) => text.decode(await producers.ask(log, readObject, { params: { sha256 } }));
  const [document, values, orgUnits] = await Promise.all([object('scoring', logged.methodologySha256), object('indicators', frozen.valuesSha256), object('indicators', frozen.orgUnitsSha256)]);
  const methodology = readMethodology(JSON.parse(document));
  const { cells, options } = openSnapshot(methodology, { values, orgUnits, cycleId: frozen.cycleId, level: frozen.level });
  const [result] = score(methodology, cells, { ...options, wanted: [logged.orgUnit] });
  const words = (status: string | undefined, figure: string | null | undefined) => (status === 'scored' ? (figure ?? '') : (status ?? 'absent'));
  const [before, after] = [words(logged.status, logged.score), words(result?.status, result?.score)];
  return { scoreId, same: before === after, logged: before, recomputed: after };
}
