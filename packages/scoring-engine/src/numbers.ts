import { isPresent, NumberMissing } from './cell.ts';
import { type MethodologyDocument } from './methodology-schema.ts';
import { type Place } from './population.ts';
import { parse, type Rational } from './rational.ts';
import { firstDay } from './reference.ts';
import { type Run } from './run.ts';
import { type NumberOrParameter } from './steps/step.ts';

type Dated = NonNullable<MethodologyDocument['parameters']>[string][number];

/** The entry of a parameter that is in force on a day: each holds from its own day up to the next one's. Without a day only one that never had another holds. */
export function inForce(entries: readonly Dated[], day: string | undefined): Dated | undefined {
  if (day === undefined) return entries.length === 1 && entries[0]?.from === undefined ? entries[0] : undefined;
  return entries.filter(({ from }) => from === undefined || from <= day).at(-1);
}

/** A number of the document: in place, dated, or read from the org unit that is scored. @throws NumberMissing */
export function numberOf(run: Run, id: string, value: NumberOrParameter, place: Place): Rational {
  if (typeof value === 'string') return parse(value);
  if ('node' in value) {
    const column = run.column(value.node, place);
    if (!isPresent(column)) throw new NumberMissing(column.missing);
    return column.value;
  }
  if ('parameter' in value) return parameterOf(run, id, value.parameter, place);
  const text = attributeText(run, value, place);
  if (text === undefined || !/^-?\d+(\.\d+)?$/.test(text)) throw new NumberMissing([{ kind: 'not-applicable', why: 'no-group', at: id, fails: true }]);
  return parse(text);
}

function parameterOf({ methodology, on }: Run, id: string, name: string, place: Place): Rational {
  const entries = methodology.document.parameters?.[name] ?? [];
  const day = firstDay(on(place));
  const found = inForce(entries, day);
  if (found) return parse(found.value);
  const begins = day === undefined ? undefined : entries[0]?.from;
  throw new NumberMissing([{ kind: 'not-applicable', why: day === undefined ? 'no-day-for-parameter' : 'no-parameter-in-force', parameter: { name, on: day ?? on(place), ...(begins === undefined ? {} : { begins }) }, at: id, fails: true }]);
}

function attributeText({ population }: Run, value: { attribute: string } | { by: string; values: Readonly<Record<string, string>> }, { orgUnit }: Place): string | undefined {
  if ('attribute' in value) return population.attribute(orgUnit, value.attribute);
  const group = population.attribute(orgUnit, value.by);
  return group === undefined || !Object.hasOwn(value.values, group) ? undefined : value.values[group];
}
