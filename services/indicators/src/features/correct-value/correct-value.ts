import { measureNames, type Measures, Refusal, valueCorrected } from '@mizan/contracts';
import { record, type Tx, uuidv7 } from '@mizan/db';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { within } from '../../query.ts';
import { listValues, type ValueRow } from '../list-values/values.ts';

interface Correction extends Measures {
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
type Corrected = { correctionId: string; noLonger?: (typeof measureNames)[number][] };

/** Says what a published figure means, all of it as a line of a return says it; the figure stays, the correction stands beside it. */
export async function correctValue(tx: Tx, by: string, correction: Correction): Promise<Corrected> {
  const { indicator, orgUnit, period, subgroup = '', ofSource = '', status, reason, source } = correction;
  const said = asOneLine(correction);
  const current = await currentOf(tx, correction);
  if (current.status === status && said.value === current.value && measureNames.every((name) => said[name] === current[name])) throw new Refusal('correction-unchanged', 'This is what stands there already.');
  const noLonger = measureNames.filter((name) => current[name] !== '' && said[name] === '');
  const correctionId = `cor-${uuidv7(Date.now())}`;
  const asPublished = current.asPublished ?? current.value;
  await tx.sql`
    INSERT INTO correction (correction_id, indicator, org_unit, period, subgroup, of_source, status, value, numerator, denominator, n, standard_error, as_published, submission_id, line, reason, source, corrected_by)
    VALUES (${correctionId}, ${indicator}, ${orgUnit}, ${period}, ${subgroup}, ${ofSource}, ${status}, ${said.value}, ${said.numerator}, ${said.denominator}, ${said.n}, ${said.standardError}, ${asPublished}, ${current.submissionId}, ${current.line}, ${reason}, ${source}, ${by})`;
  record(tx, valueCorrected, {
    subject: `value/${orgUnit}/${indicator}/${period}`,
    data: { correctionId, orgUnit, indicator, period, ...withoutEmpty({ subgroup, ofSource }), status, ...withoutEmpty(said), asPublished, submissionId: current.submissionId, line: current.line, reasonDigest: reasonDigest(reason, source) },
  });
  return { correctionId, ...(noLonger.length > 0 ? { noLonger } : {}) };
}

/** The cells of a line that would say the same, empty where it says nothing; checked as an import checks them. */
function asOneLine({ status, value = '', numerator = '', denominator = '', n = denominator, standardError = '' }: Correction) {
  const complete = status === 'present' ? value !== '' || (numerator !== '' && denominator !== '') : value === '';
  if (!complete) throw new Refusal('value-beside-missing', 'A correction gives either a value, or numerator and denominator, with the status present, or a status that says why there is none.');
  return { value, numerator, denominator, n, standardError };
}

async function currentOf(tx: Tx, { indicator, orgUnit, period, subgroup = '', ofSource = '' }: Correction): Promise<ValueRow> {
  const found = await listValues({ sql: within(tx) }, { orgUnit, indicator, period, subgroup, limit: 100 });
  const current = found.find((one) => (one.keptApart ? one.source : '') === ofSource);
  if (current) return current;
  const of = `${indicator}${subgroup && ` for the subgroup ${subgroup}`}${ofSource && ` from ${ofSource}`} of ${orgUnit}`;
  const sources = found.filter((one) => one.keptApart).map((one) => one.source);
  throw new Refusal('observation-not-found', `Nothing was submitted for ${of} in ${period}.${sources.length ? ` Its figures are kept apart by source: say which of ${sources.join(', ')} is meant.` : ''}`);
}

/** What a correction says, and of which of several figures it speaks where it is not the one of all; what is empty is not said. */
export const withoutEmpty = (texts: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));

export const reasonDigest = (reason: string, source: string) => toHex(sha256(canonicalBytes({ reason, source })));
