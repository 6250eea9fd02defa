import { allocationComputed, caseAuthorised, caseChecked, caseOpened, casePrepared, caseSentBack, roleGranted, schemePublished, schemeRegistered } from '@mizan/contracts';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type Query } from '../../query.ts';
import { schemeRows } from '../keep-scheme/scheme.ts';
import { casesWhere } from '../list-cases/cases.ts';
import { listAllocations } from '../read-budget/budget.ts';

interface Row {
  type: string;
  subject: string;
  data: Record<string, unknown>;
}
const stepEvents = { prepared: casePrepared, checked: caseChecked, authorised: caseAuthorised, 'sent-back': caseSentBack };

/** Everything the tables of this service say now, in the shape of the events. */
export async function books(sql: Query): Promise<Row[]> {
  const cases = await casesWhere(sql, {});
  return [
    ...(await schemes(sql)),
    ...(await grants(sql)),
    ...(await listAllocations(sql)).map((data) => ({ type: allocationComputed.type, subject: `allocation/${data.cycleId}`, data })),
    ...cases.map(({ data, caseId }) => ({ type: caseOpened.type, subject: `case/${caseId}`, data })),
    ...cases.flatMap(({ caseId, orgUnit, award, steps }) =>
      steps.map(({ step, round, actor }) => ({ type: stepEvents[step].type, subject: `case/${caseId}`, data: { caseId, orgUnit, round, actor, award } })),
    ),
  ];
}

async function schemes(sql: Query): Promise<Row[]> {
  return (await schemeRows(sql)).flatMap(({ schemeId, version, document, registeredBy, publishedBy }) => {
    const data = { schemeId, version, schemeSha256: toHex(sha256(new TextEncoder().encode(document))) };
    const subject = `scheme/${data.schemeSha256}`;
    const registered = { type: schemeRegistered.type, subject, data: { ...data, registeredBy } };
    return publishedBy === null ? [registered] : [registered, { type: schemePublished.type, subject, data: { ...data, publishedBy } }];
  });
}

async function grants(sql: Query): Promise<Row[]> {
  const rows = await sql<Record<string, string>[]>`SELECT person_id AS "personId", role, org_unit AS "orgUnit" FROM role_grant ORDER BY seq`;
  return rows.map((row) => ({ type: roleGranted.type, subject: `person/${row['personId']}`, data: { ...row } }));
}
