import { readTrace } from '@mizan/contracts';
import { openSession } from '../session/session.ts';
import { exit } from '../session/failure.ts';
import { type Terminal } from '../session/terminal.ts';

/** `trace`: from a case, score or leaf hash to the raw lines, each step with its place in the log; 5 if a step is not proved. */
export async function traceCase(options: { as?: string; id: string; json?: boolean }, terminal: Terminal): Promise<number> {
  const session = await openSession(options.as, 'auditor');
  const trace = await session.ask(readTrace, { params: { id: options.id } });
  if (options.json) terminal.out(JSON.stringify(trace));
  const say = (depth: number, text: string) => options.json || terminal.out('  '.repeat(depth) + text);
  const where = (leaf: { log: string; index: number; checkpointSize: number; proved: boolean }) =>
    `${leaf.proved ? 'proved' : 'NOT PROVED'}: ${leaf.log} log, leaf ${leaf.index}, checkpoint of ${leaf.checkpointSize}`;
  if (trace.case) {
    say(0, `case ${trace.case.caseId}: award ${String(trace.case.data['award'])} (${where(trace.case.leaf)})`);
    for (const step of trace.case.steps) say(1, `${step.step} by ${step.actor} at ${step.time} (${where(step)})`);
  }
  say(0, `score ${trace.score.scoreId}: ${String(trace.score.data['score'] ?? 'not scorable')} (${where(trace.score.leaf)})`);
  say(1, `methodology ${trace.methodology.methodologyId} ${trace.methodology.version}, published by ${trace.methodology.publishedBy} (${where(trace.methodology.leaf)})`);
  say(1, `snapshot ${trace.snapshot.snapshotId} (${where(trace.snapshot.leaf)})`);
  for (const input of trace.inputs) {
    say(2, `${input.figure} of ${input.period}: ${input.value || input.status} ${input.proved ? '' : 'NOT PROVED'}`.trimEnd());
    if (input.submission) say(3, `line ${input.submission.line} of ${input.submission.submissionId}, bytes ${input.submission.offset} to ${input.submission.offset + input.submission.length}: ${input.submission.text.trimEnd()}`);
    if (input.correction) say(3, `corrected (was ${input.correction.asPublished}): ${input.correction.reason}`);
  }
  say(0, trace.witness);
  const proved = [trace.score.leaf, trace.methodology.leaf, trace.snapshot.leaf, ...(trace.case ? [trace.case.leaf, ...trace.case.steps] : []), ...trace.inputs].every((part) => part.proved);
  return proved && trace.score.derivationProved && trace.snapshot.valuesProved ? exit.done : exit.proof;
}
