import { caseAuthorised, caseChecked, caseOpened, casePrepared, caseSentBack, managerScoreComputed, methodologyPublished, readObject, Refusal, scoreComputed, snapshotFrozen } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type Producers } from '../../producers.ts';
import { type StoredLeaf } from '../follow-logs/leaves.ts';
import { leafRef } from './leaf-ref.ts';
import { lastLeafWhere, leafByHash, leavesWhere } from './locate.ts';
import { frozenValues } from './snapshot-values.ts';
import { traceInput } from './trace-input.ts';
import { usedValues } from './used-values.ts';

const steps = { prepared: casePrepared, checked: caseChecked, authorised: caseAuthorised, 'sent-back': caseSentBack };

/** From a case, a score or a leaf's hash down to the lines of the files, each step proved. @throws Refusal trace-not-found */
export async function trace(db: Database, producers: Producers, id: string) {
  const { caseLeaf, scoreLeaf } = await start(db, id);
  const score = scoreComputed.data.parse(scoreLeaf.event.data);
  const [methodologyLeaf, snapshotLeaf] = await Promise.all([
    lastLeafWhere(db, methodologyPublished.type, 'methodologySha256', score.methodologySha256),
    lastLeafWhere(db, snapshotFrozen.type, 'snapshotId', score.snapshotId),
  ]);
  if (!methodologyLeaf || !snapshotLeaf) throw notFound(id);
  const methodology = methodologyPublished.data.parse(methodologyLeaf.event.data);
  const snapshot = snapshotFrozen.data.parse(snapshotLeaf.event.data);
  const [derivation, rules] = await Promise.all([score.derivationSha256, score.methodologySha256].map((hash) => producers.ask('scoring', readObject, { params: { sha256: hash } })));
  const document = JSON.parse(new TextDecoder().decode(derivation)) as { inputs?: Record<string, unknown> };
  const { proved, values } = await frozenValues(producers, { ...snapshot, orgUnit: score.orgUnit });
  const { periods } = JSON.parse(new TextDecoder().decode(rules)) as { periods?: Record<string, string> };
  const used = usedValues(Object.keys(document.inputs ?? {}), values, { cycleId: score.cycleId, periods });
  return {
    id,
    witness: 'no independent witness yet' as const,
    ...(caseLeaf ? { case: await caseLevel(db, caseLeaf) } : {}),
    score: { scoreId: score.scoreId, leaf: await leafRef(db, scoreLeaf), data: score, derivation: document, derivationProved: toHex(sha256(derivation!)) === score.derivationSha256 },
    methodology: { methodologySha256: score.methodologySha256, methodologyId: methodology.methodologyId, version: methodology.version, publishedBy: methodology.publishedBy, leaf: await leafRef(db, methodologyLeaf) },
    snapshot: { snapshotId: score.snapshotId, leaf: await leafRef(db, snapshotLeaf), valuesRoot: snapshot.valuesRoot, valuesProved: proved },
    inputs: await Promise.all(used.map((value) => traceInput(db, producers, score.orgUnit, value, proved))),
  };
}

async function start(db: Database, id: string): Promise<{ caseLeaf?: StoredLeaf; scoreLeaf: StoredLeaf }> {
  const named = await leafByHash(db, id);
  const caseId = named ? String(named.event.data['caseId'] ?? '') : id;
  const caseLeaf = await lastLeafWhere(db, caseOpened.type, 'caseId', caseId);
  const scoreId = String(caseLeaf?.event.data['scoreId'] ?? named?.event.data['scoreId'] ?? id);
  const scoreLeaf = await lastLeafWhere(db, scoreComputed.type, 'scoreId', scoreId);
  if (!scoreLeaf) throw (await ofPerson(db, String(named?.event.data['managerScoreId'] ?? id))) ?? notFound(id);
  return { ...(caseLeaf ? { caseLeaf } : {}), scoreLeaf };
}

async function caseLevel(db: Database, leaf: StoredLeaf) {
  const caseId = String(leaf.event.data['caseId']);
  const taken = await Promise.all(
    Object.entries(steps).map(async ([step, event]) =>
      Promise.all((await leavesWhere(db, event.type, 'caseId', caseId)).map(async (stepLeaf) => ({ ...(await leafRef(db, stepLeaf)), step }))),
    ),
  );
  return { caseId, leaf: await leafRef(db, leaf), data: leaf.event.data, steps: taken.flat().sort((a, b) => a.index - b.index) };
}

/** A person's score rests on those of her org units, each of which has a trace of its own. */
async function ofPerson(db: Database, id: string): Promise<Refusal | undefined> {
  const leaf = await lastLeafWhere(db, managerScoreComputed.type, 'managerScoreId', id);
  if (!leaf) return undefined;
  const { runId, personId, cycleId, orgUnits } = managerScoreComputed.data.parse(leaf.event.data);
  return new Refusal('trace-not-found', `${id} is the score of a person, which is not traced as one. It rests on the scores of her org units; trace each: ${orgUnits.map((orgUnit) => `${runId}/${orgUnit}`).join(', ')}. How they became hers: mizan score explain --person ${personId} --cycle ${cycleId}. Whether it comes out again: mizan replay ${runId}.`);
}

const notFound = (id: string) => new Refusal('trace-not-found', `Nothing in the logs has the id ${id}. Ids look like a case id, <run>/<org unit>, or the 64 digits of a leaf's hash.`);
