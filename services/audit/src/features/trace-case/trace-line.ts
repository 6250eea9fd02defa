import { readLine, submissionAccepted } from '@mizan/contracts';
import { fromBase64, fromHex, leafHash, verifyInclusion } from '@mizan/verifiable-log';
import { type Tracing } from './tracing.ts';

/** One line of a submission with its bytes, and whether the submission's leaf covers it; nothing where no submission of the name was logged. */
export async function traceLine(tracing: Tracing, submission: string, line: string) {
  const leaf = submission ? await tracing.submissionLeaf(submission) : undefined;
  if (!leaf) return undefined;
  const logged = submissionAccepted.data.parse(leaf.event.data);
  const read = await tracing.producers.ask('indicators', readLine, { params: { submissionId: submission, line } });
  const ref = await tracing.leafRef(leaf);
  const bytes = fromBase64(read.bytes);
  const included = verifyInclusion({
    index: read.line - 1,
    size: logged.lineCount,
    leafHash: leafHash(bytes),
    proof: read.proof.map(fromHex),
    root: fromHex(logged.linesRoot),
  });
  return {
    proved: included && ref.proved,
    view: { submissionId: submission, leaf: ref, fileSha256: logged.fileSha256, line: read.line, offset: read.offset, length: read.length, header: read.header, text: new TextDecoder().decode(bytes), bytes: read.bytes, proof: read.proof, linesRoot: logged.linesRoot, lineCount: logged.lineCount },
  };
}
export type TracedLine = NonNullable<Awaited<ReturnType<typeof traceLine>>>;
