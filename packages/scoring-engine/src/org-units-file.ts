import { csvRows } from './csv-records.ts';
import { ValuesError, type ValuesFault } from './values-fault.ts';

/** An org unit with its place in the hierarchy and whatever else is recorded of it. */
export interface OrgUnit {
  readonly code: string;
  readonly parent: string;
  readonly level: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads an org units file: `org_unit,parent,level,name` in any order; every other column is an attribute. @throws ValuesError */
export function readOrgUnits(text: string): OrgUnit[] {
  const [header, ...rows] = csvRows(text.replace(/^\uFEFF/, ''));
  const columns = (header?.fields ?? []).map((name) => ({ code: 'org_unit', parent_code: 'parent' })[name.trim()] ?? name.trim());
  if (!columns.includes('org_unit')) throw new ValuesError([{ row: 1, column: 'org_unit', found: '', expected: 'this column' }]);
  const faults: ValuesFault[] = [];
  const seen = new Set<string>();
  const units = rows.map(({ fields, line }): OrgUnit => {
    const attributes = Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? '']));
    const code = attributes['org_unit'] ?? '';
    if (fields.length !== columns.length) faults.push({ row: line, column: '(row)', found: `${fields.length} fields`, expected: `${columns.length} fields, as in the header` });
    else if (code === '' || seen.has(code)) faults.push({ row: line, column: 'org_unit', found: code, expected: code === '' ? 'not empty' : 'a code that does not stand already' });
    seen.add(code);
    return { code, parent: attributes['parent'] ?? '', level: attributes['level'] ?? '', attributes };
  });
  if (faults.length) throw new ValuesError(faults);
  return units;
}
