import { mostLines, readLines, submissionAccepted } from '@mizan/contracts';
import { fromBase64, fromHex, leafHash, verifyInclusion } from '@mizan/verifiable-log';
import { type Tracing } from './tracing.ts';

export type TracedLine = NonNullable<ReturnType<Awaited<ReturnType<typeof traceLines>>['get']>>;

/** Lines of one submission by their numbers, each with its bytes and whether the submission's leaf covers it; none where no submission of the name was logged. Asked for together: whoever keeps the file reads all of it for each request. */
export async function traceLines(tracing: Tracing, submission: string, lines: readonly string[]) {
  const leaf = submission && lines.length > 0 ? await tracing.submissionLeaf(submission) : undefined;
  if (!leaf) return new Map<string, never>();
  const logged = submissionAccepted.data.parse(leaf.event.data);
  const ref = await tracing.leafRef(leaf);
  const root = fromHex(logged.linesRoot);
  const read = (await Promise.all(requestsFor(lines).map((some) => tracing.producers.ask('indicators', readLines, { params: { submissionId: submission }, query: { lines: some.join(',') } })))).flatMap(({ header, lines: found }) => found.map((one) => ({ header, ...one })));
  return new Map(
    read.map(({ line, offset, length, header, bytes: encoded, proof }) => {
      const bytes = fromBase64(encoded);
      const included = verifyInclusion({ index: line - 1, size: logged.lineCount, leafHash: leafHash(bytes), proof: proof.map(fromHex), root });
      const view = { submissionId: submission, leaf: ref, fileSha256: logged.fileSha256, line, offset, length, header, text: new TextDecoder().decode(bytes), bytes: encoded, proof, linesRoot: logged.linesRoot, lineCount: logged.lineCount };
      return [String(line), { proved: included && ref.proved, view }];
    }),
  );
}

const requestsFor = (lines: readonly string[]) => Array.from({ length: Math.ceil(lines.length / mostLines) }, (_, at) => lines.slice(at * mostLines, (at + 1) * mostLines));
