import { Refusal, valueCorrected } from '@mizan/contracts';
import { record, type Tx, uuidv7 } from '@mizan/db';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { within } from '../../query.ts';
import { listValues } from '../list-values/values.ts';

interface Correction {
  indicator: string;
  orgUnit: string;
  period: string;
  subgroup?: string | undefined;
  /** Needed where the indicator's figures are kept apart by source. */
  ofSource?: string | undefined;
  status: 'present' | 'not-applicable' | 'too-few' | 'suppressed' | 'not-submitted';
  value?: string | undefined;
  reason: string;
  source: string;
}

/** Says what a published figure means; the figure stays, the correction stands beside it. */
export async function correctValue(tx: Tx, by: string, { indicator, orgUnit, period, subgroup = '', ofSource = '', status, value, reason, source }: Correction): Promise<{ correctionId: string }> {
  if ((status === 'present') !== (value !== undefined)) throw new Refusal('value-beside-missing', 'A correction gives either a value with the status present, or a status that says why there is none.');
  const found = await listValues({ sql: within(tx) }, { orgUnit, indicator, period, subgroup, limit: 100 });
  const current = found.find((one) => (one.keptApart ? one.source : '') === ofSource);
  const of = `${indicator}${subgroup && ` for the subgroup ${subgroup}`}${ofSource && ` from ${ofSource}`} of ${orgUnit}`;
  const sources = found.filter((one) => one.keptApart).map((one) => one.source);
  if (!current) throw new Refusal('observation-not-found', `Nothing was submitted for ${of} in ${period}.${sources.length ? ` Its figures are kept apart by source: say which of ${sources.join(', ')} is meant.` : ''}`);
  if (current.status === status && current.value === (value ?? '')) throw new Refusal('correction-unchanged', 'This is what stands there already.');
  const correctionId = `cor-${uuidv7(Date.now())}`;
  const asPublished = current.asPublished ?? current.value;
  await tx.sql`
    INSERT INTO correction (correction_id, indicator, org_unit, period, subgroup, of_source, status, value, as_published, submission_id, line, reason, source, corrected_by)
    VALUES (${correctionId}, ${indicator}, ${orgUnit}, ${period}, ${subgroup}, ${ofSource}, ${status}, ${value ?? ''}, ${asPublished}, ${current.submissionId}, ${current.line}, ${reason}, ${source}, ${by})`;
  record(tx, valueCorrected, {
    subject: `value/${orgUnit}/${indicator}/${period}`,
    data: { correctionId, orgUnit, indicator, period, ...narrowed(subgroup, ofSource), status, ...(value === undefined ? {} : { value }), asPublished, submissionId: current.submissionId, line: current.line, reasonDigest: reasonDigest(reason, source) },
  });
  return { correctionId };
}

/** What of several figures a correction speaks of, where it is not the one of all. */
export const narrowed = (subgroup: string, ofSource: string) => ({ ...(subgroup ? { subgroup } : {}), ...(ofSource ? { ofSource } : {}) });

export const reasonDigest = (reason: string, source: string) => toHex(sha256(canonicalBytes({ reason, source })));
