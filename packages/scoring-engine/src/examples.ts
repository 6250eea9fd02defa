import { type Cell, type MissingKind, missingKinds } from './cell.ts';
import { readReference } from './reference.ts';
import { type Methodology } from './read-methodology.ts';
import { score } from './score.ts';

export interface ExampleResult {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
}

/** Runs the document's own examples, which must come out before it may be published. */
export function runExamples(methodology: Methodology): ExampleResult[] {
  return (methodology.document.examples ?? []).map(({ name, given, then }) => {
    const cells = Object.entries(given).map(([indicator, value]): Cell => {
      const missing = (missingKinds as readonly string[]).includes(value);
      const { id, period = 'example', side: _, ...narrowed } = readReference(indicator);
      return { orgUnit: 'example', indicator: id, period: methodology.document.periods?.[period] ?? period, ...narrowed, ...(missing ? { status: value as MissingKind } : { status: 'present', value }) };
    });
    const [result] = score(methodology, cells, { period: 'example', orgUnits: ['example'] });
    const all = { score: result?.score ?? '', band: result?.band ?? '', status: result?.status ?? '' };
    const found = Object.fromEntries(Object.keys(then).map((field) => [field, all[field as keyof typeof all]]));
    const [wanted, got] = [JSON.stringify(then), JSON.stringify(found)];
    return { name, passed: wanted === got, expected: wanted, found: got };
  });
}
