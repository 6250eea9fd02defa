import { type Database } from '@mizan/db';

export interface ValueRow {
  orgUnit: string;
  indicator: string;
  period: string;
  status: 'present' | 'not-applicable' | 'too-few' | 'suppressed' | 'not-submitted';
  value: string;
  numerator: string;
  denominator: string;
  n: string;
  schoolsSampled: string;
  source: string;
  /** Of whom the figure speaks; empty where of all. */
  subgroup: string;
  standardError: string;
  /** True where figures of the indicator stand once a source. */
  keptApart: boolean;
  submissionId: string;
  line: number;
  correctionId?: string;
  asPublished?: string;
  reason?: string;
}
interface Filter {
  orgUnit?: string | undefined;
  indicator?: string | undefined;
  period?: string | undefined;
  /** Empty for the figure of all; without it every one. */
  subgroup?: string | undefined;
  after?: string;
  limit: number;
}

/** Indicator values as they stand now, in order of period, indicator, org unit, subgroup and source kept apart; a correction takes the place of all that was published. */
export async function listValues(db: Pick<Database, 'sql'>, { orgUnit = '', indicator = '', period = '', subgroup, after = '', limit }: Filter): Promise<ValueRow[]> {
  const [afterPeriod = '', afterIndicator = '', afterUnit = '', afterSubgroup = '', afterSource = ''] = after === '' ? [] : (JSON.parse(after) as string[]);
  const rows = await db.sql<(ValueRow & { correctionId: string | null; corrected: string; asPublished: string; reason: string })[]>`
    SELECT o.org_unit AS "orgUnit", o.indicator, o.period, coalesce(k.status, o.status) AS status, coalesce(k.value, o.value) AS value,
           coalesce(k.numerator, o.numerator) AS numerator, coalesce(k.denominator, o.denominator) AS denominator, coalesce(k.n, o.n) AS n, coalesce(k.standard_error, o.standard_error) AS "standardError",
           o.schools_sampled AS "schoolsSampled", o.source, o.subgroup, o.of_source <> '' AS "keptApart",
           o.submission_id AS "submissionId", o.line, k.correction_id AS "correctionId", o.value AS "asPublished", k.reason
    FROM current_observation AS o
    LEFT JOIN LATERAL (SELECT * FROM correction WHERE correction.indicator = o.indicator AND correction.org_unit = o.org_unit AND correction.period = o.period
                         AND correction.submission_id = o.submission_id AND correction.line = o.line ORDER BY seq DESC LIMIT 1) AS k ON true
    WHERE (${orgUnit} = '' OR o.org_unit = ${orgUnit}) AND (${indicator} = '' OR o.indicator = ${indicator}) AND (${period} = '' OR o.period = ${period})
      AND (${subgroup ?? null}::text IS NULL OR o.subgroup = ${subgroup ?? null}::text)
      AND (o.period, o.indicator, o.org_unit, o.subgroup, o.of_source) > (${afterPeriod}::text, ${afterIndicator}::text, ${afterUnit}::text, ${afterSubgroup}::text, ${afterSource}::text)
    ORDER BY o.period, o.indicator, o.org_unit, o.subgroup, o.of_source LIMIT ${limit}`;
  return rows.map(({ correctionId, asPublished, reason, ...row }) => (correctionId ? { ...row, correctionId, asPublished, reason } : row));
}

const page = 100_000;

/** Every value, however many there are. */
export async function* everyValue(db: Pick<Database, 'sql'>, filter: Pick<Filter, 'indicator' | 'period'>): AsyncGenerator<ValueRow> {
  for (let after = ''; ; ) {
    const rows = await listValues(db, { ...filter, after, limit: page });
    yield* rows;
    if (rows.length < page) return;
    after = cursorOf(rows.at(-1)!);
  }
}

export const cursorOf = ({ period, indicator, orgUnit, subgroup, source, keptApart }: ValueRow) => JSON.stringify([period, indicator, orgUnit, subgroup, keptApart ? source : '']);
