import { listValues, readLine, submissionAccepted, valueCorrected } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { fromBase64, fromHex, leafHash, verifyInclusion } from '@mizan/verifiable-log';
import { type Producers } from '../../producers.ts';
import { leafRef } from './leaf-ref.ts';
import { lastLeafWhere } from './locate.ts';
import { type FrozenValue } from './snapshot-values.ts';
import { type UsedValue } from './used-values.ts';

/** One frozen figure down to the exact bytes of the line it came from, proved against the submission's leaf. */
export async function traceInput(db: Database, producers: Producers, orgUnit: string, { figure, frozen }: UsedValue, snapshotProved: boolean) {
  const submission = await traceLine(db, producers, frozen);
  const correction = await traceCorrection(db, producers, orgUnit, frozen);
  const proved = snapshotProved && submission?.proved !== false && correction?.leaf.proved !== false;
  return {
    figure,
    indicator: frozen.indicator,
    period: frozen.measuredPeriod,
    status: frozen.status,
    value: frozen.value,
    proved,
    ...(submission ? { submission: submission.view } : {}),
    ...(correction ? { correction } : {}),
  };
}

async function traceLine(db: Database, producers: Producers, { submission, line }: FrozenValue) {
  const leaf = submission ? await lastLeafWhere(db, submissionAccepted.type, 'submissionId', submission) : undefined;
  if (!leaf) return undefined;
  const logged = submissionAccepted.data.parse(leaf.event.data);
  const read = await producers.ask('indicators', readLine, { params: { submissionId: submission, line } });
  const ref = await leafRef(db, leaf);
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

async function traceCorrection(db: Database, producers: Producers, orgUnit: string, { correction, indicator, measuredPeriod }: FrozenValue) {
  const leaf = correction ? await lastLeafWhere(db, valueCorrected.type, 'correctionId', correction) : undefined;
  if (!leaf) return undefined;
  const { values } = await producers.ask('indicators', listValues, { query: { orgUnit, indicator, period: measuredPeriod } });
  const { asPublished } = valueCorrected.data.parse(leaf.event.data);
  return { correctionId: correction, leaf: await leafRef(db, leaf), reason: values.find(({ correctionId }) => correctionId === correction)?.reason ?? '', asPublished };
}
