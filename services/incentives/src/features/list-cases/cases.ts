import { Refusal } from '@mizan/contracts';
import { type Query } from '../../query.ts';

export type StepName = 'prepared' | 'checked' | 'authorised' | 'sent-back';
interface Row {
  caseId: string;
  score: string | null;
  band: string | null;
  gates: string;
  eligible: boolean;
  fullAmount: string;
  award: string;
  steps: { round: number; step: StepName; actor: string; at: string; note: string }[];
  [column: string]: unknown;
}
export interface Filter {
  caseId?: string | undefined;
  cycleId?: string | undefined;
  personId?: string | undefined;
  after?: string;
}

/** Cases in case-id order with their steps; the state follows from the last step. */
export async function casesWhere(sql: Query, { caseId = '', cycleId = '', personId = '', after = '' }: Filter) {
  const rows = await sql<Row[]>`
    SELECT case_id AS "caseId", cycle_id AS "cycleId", scheme_sha256 AS "schemeSha256", run_id AS "runId", score_id AS "scoreId", posting_id AS "postingId", person_id AS "personId", org_unit AS "orgUnit",
           score, band, days, cycle_days AS "cycleDays", gates, eligible, full_amount::text AS "fullAmount", entitlement, award::text AS award,
           coalesce((SELECT jsonb_agg(jsonb_build_object('round', s.round, 'step', s.step, 'actor', s.actor, 'at', to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'note', s.note) ORDER BY s.seq)
                     FROM case_step AS s WHERE s.case_id = c.case_id), '[]'::jsonb) AS steps
    FROM incentive_case AS c
    WHERE (${caseId} = '' OR case_id = ${caseId}) AND (${cycleId} = '' OR cycle_id = ${cycleId}) AND (${personId} = '' OR person_id = ${personId}) AND case_id COLLATE "C" > ${after}::text COLLATE "C"
    ORDER BY case_id COLLATE "C"`;
  return rows.map(viewOf);
}
export type CaseRow = Awaited<ReturnType<typeof casesWhere>>[number];

function viewOf({ gates, score, band, steps, ...row }: Row) {
  const last = steps.at(-1);
  const state = !row.eligible ? ('not-eligible' as const) : !last || last.step === 'sent-back' ? ('open' as const) : last.step;
  const round = last ? last.round + (last.step === 'sent-back' ? 1 : 0) : 1;
  return {
    data: { ...row, ...(score === null ? {} : { score }), ...(band === null ? {} : { band }), gates: JSON.parse(gates) as unknown },
    caseId: row.caseId,
    orgUnit: row['orgUnit'] as string,
    cycleId: row['cycleId'] as string,
    personId: row['personId'] as string,
    award: row.award,
    eligible: row.eligible,
    state,
    round,
    version: steps.length + 1,
    steps,
  };
}

export const replyOf = ({ data, state, version, steps }: CaseRow) => ({ ...data, state, version, steps });

/** @throws Refusal case-not-found, also for a case that is not the reader's to see */
export async function findCase(sql: Query, caseId: string, personId?: string): Promise<CaseRow> {
  const [found] = await casesWhere(sql, { caseId, personId });
  if (!found) throw new Refusal('case-not-found', `There is no case ${caseId}.`);
  return found;
}
