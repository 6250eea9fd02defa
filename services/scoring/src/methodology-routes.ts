import * as contracts from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { effect, type Mounted, read } from '@mizan/http';
import { approveMethodology } from './features/approve-methodology/approve-methodology.ts';
import { compareWithRun } from './features/compare-with-run/compare-with-run.ts';
import { answer, comment, openConsultation } from './features/consult-on-methodology/consultation.ts';
import { publishMethodology } from './features/publish-methodology/publish-methodology.ts';
import { readDifference } from './features/read-methodology/read-difference.ts';
import { readVersion } from './features/read-methodology/read-version.ts';
import { saveMethodology } from './features/save-methodology/save-methodology.ts';
import { returnMethodology, submitMethodology } from './features/submit-methodology/submit-methodology.ts';
import { cancelSimulation } from './features/simulate-methodology/cancel-simulation.ts';
import { readSimulation } from './features/simulate-methodology/progress.ts';
import { requestBackTest, requestSimulation } from './features/simulate-methodology/request-simulation.ts';
import { testMethodology } from './features/test-methodology/test-methodology.ts';
import { withdrawMethodology } from './features/withdraw-methodology/withdraw-methodology.ts';
import { describeVersion, findMethodology, listVersions, readDocument } from './methodologies.ts';

/** The life of a methodology version, each step beside the feature that takes it. A day ends where the log's day ends, in UTC. */
export function methodologyRoutes(db: Database): Mounted[] {
  const today = () => new Date(db.now()).toISOString().slice(0, 10);
  return [
    effect(contracts.saveMethodology, ({ tx, body, principal: { subject } }) => saveMethodology(tx, body, subject, today())),
    effect(contracts.testMethodology, async ({ tx, params, principal: { subject } }) => describeVersion(tx, await testMethodology(tx, params, subject), today())),
    effect(contracts.openConsultation, async ({ tx, params, principal: { subject } }) => describeVersion(tx, await openConsultation(tx, params, subject), today())),
    effect(contracts.commentMethodology, async ({ tx, params, body, principal: { subject } }) => describeVersion(tx, await comment(tx, params, body.text, subject), today())),
    effect(contracts.answerComment, async ({ tx, params, body, principal: { subject } }) => describeVersion(tx, await answer(tx, params, body, subject), today())),
    effect(contracts.submitMethodology, async ({ tx, params, principal: { subject } }) => describeVersion(tx, await submitMethodology(tx, params, subject), today())),
    effect(contracts.returnMethodology, async ({ tx, params, body, principal: { subject } }) => describeVersion(tx, await returnMethodology(tx, params, body.reason, subject), today())),
    effect(contracts.approveMethodology, async ({ tx, params, body, principal: { subject } }) => describeVersion(tx, await approveMethodology(tx, params, body.methodologySha256, subject), today())),
    effect(contracts.compareWithRun, ({ tx, params, body, principal: { subject } }) => compareWithRun(tx, params, body.runId, subject)),
    effect(contracts.publishMethodology, async ({ tx, params, body, principal: { subject } }) => describeVersion(tx, await publishMethodology(tx, params, body, subject, today()), today())),
    effect(contracts.withdrawMethodology, async ({ tx, params, body, principal }) => describeVersion(tx, await withdrawMethodology(tx, params, body.reason, principal), today())),
    effect(contracts.simulateMethodology, ({ tx, params, body, principal: { subject } }) => requestSimulation(tx, params, body, subject)),
    effect(contracts.backTestMethodology, ({ tx, params, body, principal: { subject } }) => requestBackTest(tx, params, body, subject)),
    effect(contracts.cancelSimulation, ({ tx, params, principal: { subject } }) => cancelSimulation(tx, params.simulationId, subject)),
    read(contracts.readSimulation, ({ params }) => readSimulation(db, params.simulationId)),
    read(contracts.listMethodologies, async () => ({ methodologies: await listVersions(db, today()) })),
    read(contracts.readMethodology, async ({ params: { methodologySha256 } }) => ({
      head: await describeVersion(db, await findMethodology(db, methodologySha256), today()),
      document: await readDocument(db, methodologySha256),
    })),
    read(contracts.readMethodologyVersion, ({ params }) => readVersion(db, params, today())),
    read(contracts.readDifference, ({ params, query }) => readDifference(db, params, query.with)),
  ];
}
