import { type OrgUnit } from '@mizan/contracts';
import { type z } from 'zod';
import { type Label } from './words/index.ts';

const column = 'name_';

/** What org units are called, by code: `name`, and in another language what the column `name_<language>` of the imported file says. */
export function placeNames(orgUnits: readonly z.output<typeof OrgUnit>[]): Readonly<Record<string, Label>> {
  return Object.fromEntries(orgUnits.map(({ code, name, attributes }) => [code, { ...inOtherLanguages(attributes), en: name }]));
}

const inOtherLanguages = (attributes: Readonly<Record<string, string>>): Label =>
  Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (name.startsWith(column) && value !== '' ? [[name.slice(column.length), value]] : [])));
