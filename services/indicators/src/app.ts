import { type Express } from 'express';
import { amendCycle, cancelImport, correctValue, freezeCycle, importFile, listImports, listCycles, listIndicators, listOrgUnits, listPostings, listPublishedFigures, listReferenceLines, listSnapshots, listSubmissions, listValues, openCycle, readBooks, readLine, readLines, readObject, readSnapshot, Refusal } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { effect, logRoutes, mountAll, type MountDeps, read } from '@mizan/http';
import { correctValue as correct } from './features/correct-value/correct-value.ts';
import { freezeCycle as freeze, listSnapshots as snapshots } from './features/freeze-cycle/freeze-cycle.ts';
import { freezeWarnings } from './features/freeze-cycle/warnings.ts';
import { type Limits } from './features/import-file/receive.ts';
import { type RunningImports } from './features/import-file/running-imports.ts';
import { importRequest } from './features/import-file/import-request.ts';
import { indicators, orgUnits, postings, publishedFigures, referenceLines, submissions } from './features/list-reference/reference.ts';
import { cursorOf, listValues as values } from './features/list-values/values.ts';
import { amendCycle as amend, listCycles as cycles, openCycle as open } from './features/open-cycle/open-cycle.ts';
import { books } from './features/read-books/books.ts';
import { createSparingly } from './features/read-books/sparingly.ts';
import { createStrangeObservations } from './features/read-books/strange-observations.ts';
import { readLine as lineOf } from './features/read-line/read-line.ts';
import { readLines as linesOf } from './features/read-line/read-lines.ts';
import { type Objects } from './objects.ts';

export interface IndicatorsDeps extends MountDeps {
  readonly db: Database;
  readonly objects: Objects;
  readonly limits: Limits;
  readonly imports: RunningImports;
  readonly log: { origin: string; vkey: string };
}

/** Every operation of the service, one line each. */
export function mountIndicators(app: Express, deps: IndicatorsDeps): void {
  const { db, objects, limits, imports, service, deployment } = deps;
  const reading = { sparingly: createSparingly(), strangeObservations: createStrangeObservations() };
  mountAll(
    app,
    [
      read(importFile, ({ query, principal, req, res }) => importRequest({ db, objects, limits, imports, actor: { service, deployment, onBehalf: principal.subject }, ...query }, req, res)),
      read(listImports, () => Promise.resolve({ imports: imports.list(), limits })),
      read(cancelImport, ({ params: { importId } }) => {
        const found = imports.cancel(importId);
        if (!found) throw new Refusal('import-not-found', `No import ${importId} runs here that can still be cancelled. Look in the list of submissions whether it was stored.`);
        return Promise.resolve(found);
      }),
      read(listSubmissions, async () => ({ submissions: await submissions(db) })),
      read(readLine, ({ params }) => lineOf(db, objects, params.submissionId, params.line)),
      read(readLines, ({ params, query }) => linesOf(db, objects, params.submissionId, query.lines.split(',').map(Number))),
      read(listReferenceLines, async ({ query }) => ({ lines: await referenceLines(db, query) })),
      effect(correctValue, ({ tx, principal, body }) => correct(tx, principal.subject, body)),
      read(listValues, async ({ query }) => {
        const found = await values(db, query);
        const last = found.at(-1);
        return { values: found, ...(last && found.length === query.limit ? { next: cursorOf(last) } : {}) };
      }),
      read(listPublishedFigures, async () => ({ figures: await publishedFigures(db) })),
      read(listOrgUnits, async () => ({ orgUnits: await orgUnits(db) })),
      read(listIndicators, async () => ({ indicators: await indicators(db) })),
      read(listPostings, async ({ principal }) => ({ postings: await postings(db, principal.roles.every((role) => role === 'district-manager') ? principal.subject : undefined) })),
      effect(openCycle, ({ tx, body }) => open(tx, body)),
      effect(amendCycle, ({ tx, params, body, principal }) => amend(tx, params.cycleId, body, principal.subject)),
      read(listCycles, async () => ({ cycles: await cycles(db) })),
      effect(freezeCycle, async ({ tx, params, body: { methodology, ...asked } }) => {
        const snapshot = await freeze(tx, objects, params.cycleId, asked);
        return methodology === undefined ? snapshot : { ...snapshot, warnings: await freezeWarnings(objects, snapshot, methodology) };
      }),
      read(listSnapshots, async ({ params }) => ({ snapshots: await snapshots(db, params.cycleId) })),
      read(readSnapshot, ({ params }) => snapshotOf(db, params.snapshotId)),
      read(readObject, async ({ params }) => {
        const bytes = await objects.read(params.sha256);
        if (!bytes) throw new Refusal('object-not-found', `No object has the hash ${params.sha256}.`);
        return bytes;
      }),
      read(readBooks, async () => ({ rows: await books(db, objects, reading) })),
      ...logRoutes(db, deps.log),
    ],
    deps,
  );
}

async function snapshotOf(db: Database, snapshotId: string): Promise<unknown> {
  const [row] = await db.sql<{ data: string }[]>`SELECT data FROM snapshot WHERE snapshot_id = ${snapshotId}`;
  if (!row) throw new Refusal('snapshot-not-found', `There is no snapshot ${snapshotId}.`);
  return JSON.parse(row.data);
}
