import { Refusal } from '@mizan/contracts';
import { type Kind } from './kinds.ts';

/** The columns of a file by name. @throws Refusal wrong-columns saying which are missing or doubled */
export function readHeader(names: readonly string[], kind: Kind): string[] {
  const columns = names.map((name) => name.trim());
  const missing = kind.required.filter((name) => !columns.includes(name));
  const doubled = columns.filter((name, index) => name !== '' && columns.indexOf(name) !== index);
  const oneOf = kind.oneOf && !kind.oneOf.some((name) => columns.includes(name)) ? [kind.oneOf.join(' or ')] : [];
  const faults = [...missing, ...oneOf].map((name) => `the column ${name} is missing`).concat(doubled.map((name) => `the column ${name} stands twice`));
  if (kind.open) faults.push(...columns.filter((name) => name !== '' && !isFixed(name, kind) && (kind.reserved?.includes(name) || !columnName.test(name))).map((name) => `a column cannot be called ${JSON.stringify(name)} here`));
  if (faults.length) throw new Refusal('wrong-columns', `The first line of the file is not the header it should be: ${faults.join('; ')}. Found: ${columns.join(', ').slice(0, 300)}.`);
  return columns;
}

const columnName = /^[^\s\p{Cc}][^\p{Cc}]{0,99}$/u;
const isFixed = (name: string, kind: Kind) => kind.required.includes(name) || kind.optional.includes(name);

/** The fields of a row that the kind uses; other columns stay with the raw line. */
export function pick(columns: readonly string[], values: readonly string[], kind: Kind): Record<string, string> {
  const fields: Record<string, string> = {};
  columns.forEach((name, index) => {
    if ((kind.open && name !== '') || isFixed(name, kind)) fields[name] = values[index] ?? '';
  });
  return fields;
}
