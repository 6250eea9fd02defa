import { type Database } from '@mizan/db';
import { leafHash, rootOf, toHex } from '@mizan/verifiable-log';
import { absences, orgUnits, postings } from '../list-reference/reference.ts';
import { listValues, type ValueRow } from '../list-values/values.ts';
import { type Cycle } from '../open-cycle/open-cycle.ts';

const utf8 = new TextEncoder();
const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (header: string, lines: readonly string[]) => utf8.encode([header, ...lines].map((line) => `${line}\n`).join(''));
const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Valid on some day of the cycle; no dates mean always. */
const during = ({ start, end }: Cycle, from: string, to: string) => (from === '' || from <= end) && (to === '' || to > start);

/** The documents of a snapshot: the values file of the cycle, the hierarchy and the postings. */
export async function snapshotDocuments(db: Pick<Database, 'sql'>, cycle: Cycle) {
  const units = (await orgUnits(db)).filter((unit) => during(cycle, unit.validFrom, unit.validTo));
  const codes = units.filter(({ level }) => level === cycle.level).map(({ code }) => code);
  const lines = await valueLines(db, cycle, codes.sort(byCode));
  const held = (await postings(db)).filter(({ from, to }) => during(cycle, from, to));
  const away = (await absences(db)).filter(({ from, to }) => during(cycle, from, to));
  return {
    values: csv('org_unit,indicator,period,value,numerator,denominator,n,status,measured_period,submission,line,correction', lines),
    valuesRoot: toHex(rootOf(lines.map((line) => leafHash(utf8.encode(line))))),
    valueCount: lines.length,
    orgUnits: csv('code,name,level,parent_code,valid_from,valid_to', units.map((u) => [u.code, u.name, u.level, u.parentCode, u.validFrom, u.validTo].map(cell).join(','))),
    postings: postingsFile(held, away),
  };
}

/** Postings, and where there are absences in the cycle also these, each with its cause. */
function postingsFile(held: Awaited<ReturnType<typeof postings>>, away: Awaited<ReturnType<typeof absences>>) {
  const lines = held.map((p) => [p.postingId, p.personId, p.postId, p.orgUnit, p.from, p.to]);
  const absent = away.map((a) => [a.absenceId, a.personId, a.postId, a.orgUnit, a.from, a.to, a.cause]);
  const written = absent.length === 0 ? lines : [...lines.map((line) => [...line, '']), ...absent];
  return csv(`posting,person,post,org_unit,from,to${absent.length === 0 ? '' : ',cause'}`, written.map((line) => line.map(cell).join(',')));
}

async function valueLines(db: Pick<Database, 'sql'>, cycle: Cycle, codes: readonly string[]): Promise<string[]> {
  const wanted = Object.entries(cycle.periods).sort(([a], [b]) => byCode(a, b));
  const values = new Map<string, ValueRow>();
  for (const [indicator, period] of wanted) {
    for (const row of await listValues(db, { indicator, period, limit: 1_000_000 })) values.set(JSON.stringify([row.orgUnit, indicator]), row);
  }
  return codes.flatMap((code) =>
    wanted.map(([indicator, period]) => {
      const row = values.get(JSON.stringify([code, indicator]));
      const cells = row ? [row.value, row.numerator, row.denominator, row.n, row.status, period, row.submissionId, String(row.line), row.correctionId ?? ''] : ['', '', '', '', 'not-submitted', period, '', '', ''];
      return [code, indicator, cycle.cycleId, ...cells].map(cell).join(',');
    }),
  );
}
