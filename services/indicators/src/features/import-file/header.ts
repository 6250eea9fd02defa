import { Refusal } from '@mizan/contracts';

/** The columns a kind of file must and may have. */
export interface HeaderRule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** At least one of these columns must be there. */
  readonly oneOf?: readonly string[];
  /** Any further column is kept under its name: a figure of its own (published figures), or an attribute (org units, postings). */
  readonly open?: boolean;
  /** Names that no further column may have, because the snapshot's documents give them another meaning. */
  readonly reserved?: readonly string[];
}

/** The columns of a file by name. @throws Refusal wrong-columns saying which are missing or doubled */
export function readHeader(names: readonly string[], rule: HeaderRule): string[] {
  const columns = names.map((name) => name.trim());
  const missing = rule.required.filter((name) => !columns.includes(name));
  const doubled = columns.filter((name, index) => name !== '' && columns.indexOf(name) !== index);
  const oneOf = rule.oneOf && !rule.oneOf.some((name) => columns.includes(name)) ? [rule.oneOf.join(' or ')] : [];
  const faults = [...missing, ...oneOf].map((name) => `the column ${name} is missing`).concat(doubled.map((name) => `the column ${name} stands twice`));
  if (rule.open) faults.push(...columns.filter((name) => name !== '' && !isFixed(name, rule) && (rule.reserved?.includes(name) || !columnName.test(name))).map((name) => `a column cannot be called ${JSON.stringify(name)} here`));
  if (faults.length) throw new Refusal('wrong-columns', `The first line of the file is not the header it should be: ${faults.join('; ')}. Found: ${columns.join(', ').slice(0, 300)}.`);
  return columns;
}

const columnName = /^[^\s\p{Cc}][^\p{Cc}]{0,99}$/u;
const isFixed = (name: string, rule: HeaderRule) => rule.required.includes(name) || rule.optional.includes(name);

/** The fields of a row that the kind uses; other columns stay with the raw line. */
export function pick(columns: readonly string[], values: readonly string[], rule: HeaderRule): Record<string, string> {
  const fields: Record<string, string> = {};
  columns.forEach((name, index) => {
    if ((rule.open && name !== '') || isFixed(name, rule)) fields[name] = values[index] ?? '';
  });
  return fields;
}
