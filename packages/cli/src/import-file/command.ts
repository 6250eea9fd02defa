import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { importFile, type ImportReport, listImports, tooLarge } from '@mizan/contracts';
import { exit, Failure } from '../session/failure.ts';
import { openSession, type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

/** `import FILE`: sends a file; Ctrl-C cancels it and nothing is stored. Faults are listed by row, exit code 1. */
export async function importCommand(options: { as?: string; file: string; kind: string; json?: boolean }, terminal: Terminal): Promise<number> {
  const { size } = await stat(options.file).catch(() => {
    throw new Failure(exit.usage, `There is no file ${options.file} that can be read.`);
  });
  const session = await openSession(options.as, 'data-steward');
  const { limits } = await session.ask(listImports);
  if (size > limits.bytes) throw new Failure(exit.faults, tooLarge(limits));
  let sent = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      terminal.progress((sent += chunk.length), size, 'bytes');
      done(null, chunk);
    },
  });
  const raw = Readable.toWeb(createReadStream(options.file).pipe(counting)) as ReadableStream;
  const name = options.file.split(/[\\/]/).at(-1) ?? '';
  const importId = randomUUID();
  const following = follow(session, importId, terminal);
  const report = await session.ask(importFile, { query: { kind: options.kind, name, importId }, raw }).catch((error: unknown) => faultsOf(error, terminal)).finally(() => clearInterval(following));
  if (options.json) terminal.out(JSON.stringify(report));
  else print(report, terminal);
  return report.status === 'rejected' ? exit.faults : exit.done;
}

/** Says what an import is doing once it is sent. */
function follow(session: Session, importId: string, { note }: Terminal): NodeJS.Timeout {
  let last = '';
  return setInterval(() => {
    void session.ask(listImports).then(
      ({ imports }) => {
        const found = imports.find((one) => one.importId === importId);
        if (!found || found.phase === 'receiving' || found.phase === last) return;
        last = found.phase;
        note(`${found.rows} rows checked, ${found.phase}`);
      },
      () => undefined,
    );
  }, 1000).unref();
}

function faultsOf(error: unknown, terminal: Terminal): ImportReport {
  const report = (error as { problem?: { details?: { report?: ImportReport } } }).problem?.details?.report;
  if (!report) throw error;
  terminal.note((error as Error).message);
  return report;
}

function print(report: ImportReport, { out }: Terminal): void {
  for (const fault of report.faults) out(`row ${fault.row}, ${fault.column}: found ${JSON.stringify(fault.found)}, expected ${fault.expected}`);
  const { status, rows, created, updated, unchanged, faulty } = report;
  for (const [name, value] of Object.entries({ status, rows, created, updated, unchanged, faulty })) out(`${name}: ${value}`);
}
