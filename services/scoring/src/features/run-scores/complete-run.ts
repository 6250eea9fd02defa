import { runCompleted, scoreComputed } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { peopleRootOf, scoresRootOf } from '@mizan/score-run';
import { type RunData } from '../../runs.ts';
import { type ScoreData } from '../../scores.ts';
import { type partResult, run, type runRequest, score } from '../../tables.ts';
import { keepManagers, type Managers, scoreManagers } from '../score-managers/score-managers.ts';
import { supersedeScores } from './supersede-scores.ts';

type Request = typeof runRequest.$inferSelect;

/** Makes the scores of all parts appear together, in code order of the org units, and supersedes those in force. */
export async function completeRun(tx: Tx, request: Request, parts: readonly (typeof partResult.$inferSelect)[]): Promise<void> {
  const scores = parts.flatMap(({ scores: text }) => JSON.parse(text) as ScoreData[]).sort((a, b) => (a.orgUnit < b.orgUnit ? -1 : 1));
  if (scores.length !== request.orgUnits) throw new Error(`${scores.length} scores came for the ${request.orgUnits} org units of ${request.runId}`);
  const managers = await scoreManagers(tx, request);
  const data = summarise(request, scores, managers);
  const supersede = await supersedeScores(tx, scores, request.reason ?? undefined);
  await tx.orm.insert(run).values({ ...data, runBy: request.requestedBy });
  if (scores.length > 0) await tx.orm.insert(score).values(scores);
  for (const one of scores) record(tx, scoreComputed, { subject: one.scoreId, data: one });
  await keepManagers(tx, managers ?? []);
  await supersede();
  record(tx, runCompleted, { subject: data.runId, data });
}

function summarise({ runId, cycleId, methodologySha256, snapshotId, snapshotDigest }: Request, scores: readonly ScoreData[], managers: Managers | undefined): RunData {
  const scored = scores.filter(({ status }) => status === 'scored').length;
  const people = managers && { people: managers.length, peopleRoot: peopleRootOf(managers.map(({ data }) => data)) };
  return { runId, cycleId, methodologySha256, snapshotId, snapshotDigest, orgUnits: scores.length, scored, notScorable: scores.length - scored, scoresRoot: scoresRootOf(scores), ...people };
}
