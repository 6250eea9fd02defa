import { type ImportReport, Refusal, submissionRejected } from '@mizan/contracts';
import { type Database, record, transact, type Tx } from '@mizan/db';
import { kinds } from './kinds.ts';
import { readKnown } from './known.ts';
import { oneMergeAtATime } from './merge.ts';
import { observationHeader } from './observations/columns.ts';
import { ObservationRows } from './observations/observation-rows.ts';
import { ReferenceRows } from './reference-rows.ts';
import { receive, type Received } from './receive.ts';
import { FaultList } from './report.ts';
import { cancelled, type Run, until } from './running-imports.ts';
import { storeObservations, type Stored, storeReference } from './store.ts';
import { Faulty, type ImportRequest, type Work } from './work.ts';

/**
 * Imports a file whole or not at all. The same rows again, in whatever order or line ending, add nothing.
 * @throws Refusal file-has-faults with the report in its details; import-cancelled; others for a file that is not what it should be
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const { importId, kind, name, actor } = request;
  const run = request.imports.begin({ importId, kind, name, startedBy: actor.onBehalf });
  try {
    const file = await request.objects.begin();
    try {
      return await attempt({ request, run, file, faults: new FaultList() });
    } finally {
      await file.discard();
    }
  } catch (error) {
    throw run.signal.aborted ? cancelled() : error;
  } finally {
    run.end();
  }
}

async function attempt(work: Work): Promise<ImportReport> {
  const { request, faults } = work;
  const seen: { received?: Received } = {};
  try {
    const stored = await (request.kind === 'observations' ? observations(work, seen) : reference(work, request.kind, seen));
    return report(request, seen.received!, stored, faults);
  } catch (error) {
    const { received } = seen;
    if (!(error instanceof Faulty) || !received) throw error;
    await reject(request, received, faults);
    throw new Refusal('file-has-faults', `${faults.faulty} of ${received.rows} rows have faults; nothing was stored. Correct them and import the file again.`, { report: report(request, received, { created: 0, updated: 0 }, faults) });
  }
}

/** A transaction whose running statement ends when the import is cancelled. */
async function transaction({ request, run }: Work, what: (tx: Tx) => Promise<Stored>): Promise<Stored> {
  return transact(request.db, request.actor, async (tx) => {
    const ended = await cancelWith(request.db, run, tx);
    try {
      if (run.signal.aborted) throw cancelled();
      return await what(tx);
    } finally {
      await ended();
    }
  });
}

/**
 * Stops the statements of an import that is cancelled, one after another until the import has come to its end: between two
 * statements there is nothing to stop, and the next could take long. What is given back ends the watch.
 */
async function cancelWith(db: Database, run: Run, tx: Tx): Promise<() => Promise<unknown>> {
  const [{ pid } = { pid: 0 }] = await tx.sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  let stopping: Promise<unknown> = Promise.resolve();
  let again: NodeJS.Timeout | undefined;
  const stop = () => (stopping = stopping.then(() => db.sql`SELECT pg_cancel_backend(${pid})`).catch(() => undefined));
  const onAbort = () => {
    again = setInterval(() => void stop(), 100);
    void stop();
  };
  run.signal.addEventListener('abort', onAbort);
  return async () => {
    run.signal.removeEventListener('abort', onAbort);
    clearInterval(again);
    await stopping;
  };
}

/** Looks at every row first, with no transaction open however slowly the file comes, and only then at all of them together. */
async function observations(work: Work, seen: { received?: Received }): Promise<Stored> {
  const { request, run, file, faults } = work;
  const rows = new ObservationRows(await readKnown(request.db.sql), faults);
  const received = await receive({ chunks: until(run.signal, request.chunks), file, rule: observationHeader, limits: request.limits, rows, progress: (bytes, read) => run.progress(bytes, read) });
  seen.received = received;
  const checked = rows.finish();
  if (faults.faulty) throw new Faulty();
  run.phase('comparing');
  return transaction(work, (tx) => storeObservations(tx, work, received, checked));
}

async function reference(work: Work, name: keyof typeof kinds, seen: { received?: Received }): Promise<Stored> {
  const { request, run, file, faults } = work;
  return transaction(work, async (tx) => {
    const rows = await ReferenceRows.open(tx.sql, kinds[name], await readKnown(tx.sql), faults);
    const received = await receive({ chunks: until(run.signal, request.chunks), file, rule: kinds[name], limits: request.limits, rows, progress: (bytes, read) => run.progress(bytes, read) });
    seen.received = received;
    run.phase('comparing');
    await oneMergeAtATime(tx.sql);
    await rows.finish(name);
    if (faults.faulty) throw new Faulty();
    return storeReference(tx, work, received, name);
  });
}

async function reject({ db, actor, kind }: ImportRequest, received: Received, faults: FaultList): Promise<void> {
  const submissionId = `refused-${received.sha256.slice(0, 16)}`;
  await transact(db, actor, (tx) => Promise.resolve(record(tx, submissionRejected, { subject: `submission/${submissionId}`, data: { submissionId, kind, fileDigest: received.sha256, size: received.size, rows: received.rows, faulty: faults.faulty } })));
}

function report({ kind }: ImportRequest, { sha256, size, rows }: Received, stored: Stored, faults: FaultList): ImportReport {
  const status = faults.faulty ? 'rejected' : stored.submissionId ? 'accepted' : 'unchanged';
  const unchanged = status === 'unchanged' ? rows : status === 'accepted' && kind !== 'published-figures' ? rows - stored.created - stored.updated : 0;
  return { ...stored, kind, status, fileSha256: sha256, size, rows, unchanged, faulty: faults.faulty, faults: faults.faults, faultsByColumn: faults.byColumn };
}
