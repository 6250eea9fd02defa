import { type DataOf, managerScoreComputed, Refusal, scoreComputed, readObject, snapshotFrozen } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { openSnapshot, readAttributions, readMethodology, readTakeOvers, score, scoreManagers } from '@mizan/scoring-engine';
import { type Producers } from '../../producers.ts';
import { lastLeafWhere } from '../trace-case/locate.ts';

type Logged = Pick<DataOf<typeof scoreComputed>, 'methodologySha256' | 'snapshotId' | 'status' | 'score'>;

/** Scores one org unit or person again from what was frozen and the logged methodology, and compares the printed score. @throws Refusal trace-not-found */
export async function recompute(db: Database, producers: Producers, scoreId: string) {
  const [ofOrgUnit, ofPerson] = [await lastLeafWhere(db, scoreComputed.type, 'scoreId', scoreId), await lastLeafWhere(db, managerScoreComputed.type, 'managerScoreId', scoreId)];
  if (ofOrgUnit) {
    const logged = scoreComputed.data.parse(ofOrgUnit.event.data);
    const { methodology, opened: { cells, options } } = await openLogged(db, producers, logged);
    return compared(scoreId, logged, score(methodology, cells, { ...options, wanted: [logged.orgUnit] })[0]);
  }
  if (!ofPerson) throw new Refusal('trace-not-found', `No score ${scoreId} was ever logged.`);
  const logged = managerScoreComputed.data.parse(ofPerson.event.data);
  const { methodology, opened: { cells, options }, frozen, object } = await openLogged(db, producers, logged);
  const rows = readAttributions(await object('indicators', frozen.postingsSha256));
  const takeOvers = frozen.takeOversSha256 === undefined ? [] : readTakeOvers(await object('indicators', frozen.takeOversSha256));
  const all = scoreManagers(methodology, cells, rows, { ...options, takeOvers, cycle: { start: frozen.start, end: frozen.end } });
  return compared(scoreId, logged, all.find(({ person }) => person === logged.personId));
}

async function openLogged(db: Database, producers: Producers, logged: Logged) {
  const snapshot = await lastLeafWhere(db, snapshotFrozen.type, 'snapshotId', logged.snapshotId);
  if (!snapshot) throw new Refusal('trace-not-found', `The snapshot ${logged.snapshotId} is not in the log.`);
  const frozen = snapshotFrozen.data.parse(snapshot.event.data);
  const text = new TextDecoder();
  const object = async (log: 'indicators' | 'scoring', sha256: string) => text.decode(await producers.ask(log, readObject, { params: { sha256 } }));
  const [document, values, orgUnits] = await Promise.all([object('scoring', logged.methodologySha256), object('indicators', frozen.valuesSha256), object('indicators', frozen.orgUnitsSha256)]);
  const methodology = readMethodology(JSON.parse(document));
  return { methodology, opened: openSnapshot(methodology, { values, orgUnits, cycleId: frozen.cycleId, start: frozen.start, level: frozen.level }), frozen, object };
}

function compared(scoreId: string, logged: Logged, result: { readonly status: string; readonly score?: string | undefined } | undefined) {
  const words = (status: string | undefined, figure: string | undefined) => (status === 'scored' ? (figure ?? '') : (status ?? 'absent'));
  const [before, after] = [words(logged.status, logged.score), words(result?.status, result?.score)];
  return { scoreId, same: before === after, logged: before, recomputed: after };
}
