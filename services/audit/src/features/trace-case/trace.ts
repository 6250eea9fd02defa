import { caseAuthorised, caseChecked, caseOpened, casePrepared, caseSentBack, managerScoreComputed, scoreComputed } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { type Principal } from '@mizan/http';
import { type Producers } from '../../producers.ts';
import { type StoredLeaf } from '../follow-logs/leaves.ts';
import { lastLeafWhere, leafByHash, leavesWhere } from './locate.ts';
import { notFound } from './not-found.ts';
import { rulesAndSnapshot } from './rules-and-snapshot.ts';
import { tracePerson } from './trace-person.ts';
import { traceScores } from './trace-score.ts';
import { openTracing, type Tracing } from './tracing.ts';

const steps = { prepared: casePrepared, checked: caseChecked, authorised: caseAuthorised, 'sent-back': caseSentBack };
const witness = 'no independent witness yet' as const;

/** From a case, a score of an org unit or person, or a leaf's hash down to the lines of the files, each step proved; a manager finds nothing but her own score. @throws Refusal trace-not-found */
export async function trace(db: Database, producers: Producers, id: string, reader: Pick<Principal, 'roles' | 'subject'>) {
  const tracing = openTracing(db, producers);
  const named = await leafByHash(db, id);
  const caseLeaf = await lastLeafWhere(tracing.db, caseOpened.type, 'caseId', named ? (fieldOf(named, 'caseId') ?? '') : id);
  const scoreId = fieldOf(caseLeaf, 'scoreId') ?? fieldOf(named, 'managerScoreId') ?? fieldOf(named, 'scoreId') ?? id;
  const personLeaf = await lastLeafWhere(tracing.db, managerScoreComputed.type, 'managerScoreId', scoreId);
  const onlyHerOwn = reader.roles.every((role) => role === 'district-manager');
  if (onlyHerOwn && fieldOf(personLeaf, 'personId') !== reader.subject) throw notFound(id);
  const opened = caseLeaf ? { case: await caseLevel(tracing, caseLeaf) } : {};
  return { id, witness, ...opened, ...(personLeaf ? await tracePerson(tracing, id, personLeaf) : await traceOrgUnit(tracing, id, scoreId)) };
}

async function traceOrgUnit(tracing: Tracing, id: string, scoreId: string) {
  const leaf = await lastLeafWhere(tracing.db, scoreComputed.type, 'scoreId', scoreId);
  if (!leaf) throw notFound(id);
  const rules = await rulesAndSnapshot(tracing, id, scoreComputed.data.parse(leaf.event.data));
  const [traced] = await traceScores(tracing, [leaf], rules);
  return { ...traced!, ...rules.view };
}

function fieldOf(leaf: StoredLeaf | undefined, field: string): string | undefined {
  const value: unknown = leaf?.event.data[field];
  return typeof value === 'string' ? value : undefined;
}

async function caseLevel(tracing: Tracing, leaf: StoredLeaf) {
  const caseId = String(leaf.event.data['caseId']);
  const taken = await Promise.all(
    Object.entries(steps).map(async ([step, event]) =>
      Promise.all((await leavesWhere(tracing.db, event.type, 'caseId', caseId)).map(async (stepLeaf) => ({ ...(await tracing.leafRef(stepLeaf)), step }))),
    ),
  );
  return { caseId, leaf: await tracing.leafRef(leaf), data: leaf.event.data, steps: taken.flat().sort((a, b) => a.index - b.index) };
}
