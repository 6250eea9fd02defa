import * as contracts from '@mizan/contracts';
import { Refusal } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { effect, type Mounted, read } from '@mizan/http';
import { checkPublished } from './features/check-published/check-published.ts';
import { listChecks } from './features/check-published/list-checks.ts';
import { dryRun } from './features/dry-run/dry-run.ts';
import { readBooks } from './features/read-books/read-books.ts';
import { listManagerScores, readManagerScore } from './features/read-manager-score/read-manager-score.ts';
import { listScores } from './features/read-score/list-scores.ts';
import { readScore } from './features/read-score/read-score.ts';
import { progressOf } from './features/run-scores/progress.ts';
import { requestRun } from './features/run-scores/request-run.ts';
import { whatIf } from './features/what-if/what-if.ts';
import { methodologyRoutes } from './methodology-routes.ts';
import { type Indicators } from './indicators.ts';
import { readObjectBytes } from './objects.ts';
import { findRun, findRuns, runView } from './runs.ts';
import { readableOrgUnits } from './scope.ts';

/** Every operation of this service beside the feature that answers it. */
export function routes(db: Database, indicators: Indicators, takeAllInputs: () => Promise<void>): Mounted[] {
  return [...methodologyRoutes(db), ...runRoutes(db, takeAllInputs), ...scoreRoutes(db), ...publishedRoutes(db, indicators), ...evidenceRoutes(db)];
}

const runRoutes = (db: Database, takeAllInputs: () => Promise<void>): Mounted[] => [
  effect(contracts.runScores, async ({ tx, body, principal }) => {
    await takeAllInputs().catch((error: Error) => {
      throw new Refusal('inputs-not-complete', `It cannot be shown that everything has arrived that the run should read: the log of indicators does not answer (${error.message}). Nothing was started; try again when it does.`);
    });
    return requestRun(tx, body, principal.subject);
  }),
  read(contracts.readRunProgress, ({ params }) => progressOf(db, params.runId)),
  read(contracts.dryRun, ({ body }) => dryRun(db, body)),
  read(contracts.listRuns, async ({ query }) => ({ runs: (await findRuns(db, query.cycleId)).map(runView) })),
  read(contracts.readRun, async ({ params }) => runView(await findRun(db, params.runId))),
];

const scoreRoutes = (db: Database): Mounted[] => [
  read(contracts.listScores, ({ query, principal }) => listScores(db, query, principal)),
  read(contracts.readScore, ({ params, principal }) => readScore(db, params, principal)),
  read(contracts.listManagerScores, ({ query, principal }) => listManagerScores(db, query, principal)),
  read(contracts.readManagerScore, ({ params, principal }) => readManagerScore(db, params, principal)),
  read(contracts.whatIf, ({ params, body, principal }) => whatIf(db, params, body, principal)),
];

const publishedRoutes = (db: Database, indicators: Indicators): Mounted[] => [
  effect(contracts.checkPublished, ({ tx, body }) => checkPublished(tx, body, indicators)),
  read(contracts.listPublishedChecks, async ({ query, principal }) => {
    const own = readableOrgUnits(principal);
    const orgUnits = query.orgUnit === undefined ? own : [query.orgUnit].filter((orgUnit) => own?.includes(orgUnit) ?? true);
    return { checks: await listChecks(db, { orgUnits, flaggedOnly: query.flaggedOnly === 'true' }) };
  }),
];

const evidenceRoutes = (db: Database): Mounted[] => [
  read(contracts.readBooks, ({ query }) => readBooks(db, query)),
  read(contracts.readObject, async ({ params: { sha256 } }) => {
    const bytes = await readObjectBytes(db.sql, sha256);
    if (!bytes) throw new Refusal('object-not-found', `No object has the hash ${sha256}.`);
    return bytes;
  }),
];
