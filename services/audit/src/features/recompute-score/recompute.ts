import { Refusal, scoreComputed, readObject, snapshotFrozen } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { readMethodology, readValues, score } from '@mizan/scoring-engine';
import { type Producers } from '../../producers.ts';
import { lastLeafWhere, leavesWhere } from '../trace-case/locate.ts';

/** Scores one org unit again from the frozen values and the logged methodology, and compares the printed score. */
export async function recompute(db: Database, producers: Producers, scoreId: string) {
  const leaf = await lastLeafWhere(db, scoreComputed.type, 'scoreId', scoreId);
  if (!leaf) throw new Refusal('trace-not-found', `No score ${scoreId} was ever logged.`);
  const logged = scoreComputed.data.parse(leaf.event.data);
  const snapshot = await lastLeafWhere(db, snapshotFrozen.type, 'snapshotId', logged.snapshotId);
  if (!snapshot) throw new Refusal('trace-not-found', `The snapshot ${logged.snapshotId} is not in the log.`);
  const [document, values] = await Promise.all([
    producers.ask('scoring', readObject, { params: { sha256: logged.methodologySha256 } }),
    producers.ask('indicators', readObject, { params: { sha256: snapshotFrozen.data.parse(snapshot.event.data).valuesSha256 } }),
  ]);
  const text = new TextDecoder();
  // Whoever the run scored is a peer, also who had no figure at all.
  const orgUnits = (await leavesWhere(db, scoreComputed.type, 'runId', logged.runId)).map(({ event }) => scoreComputed.data.parse(event.data).orgUnit);
  const [result] = score(readMethodology(JSON.parse(text.decode(document))), readValues(text.decode(values)), { period: logged.cycleId, orgUnits, wanted: [logged.orgUnit] });
  const words = (status: string | undefined, figure: string | null | undefined) => (status === 'scored' ? (figure ?? '') : (status ?? 'absent'));
  const [before, after] = [words(logged.status, logged.score), words(result?.status, result?.score)];
  return { scoreId, same: before === after, logged: before, recomputed: after };
}
