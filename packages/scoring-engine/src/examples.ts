import { type Cell, type MissingKind, missingKinds } from './cell.ts';
import { type OrgUnit } from './org-units-file.ts';
import { figureKey, isRelative, readReference } from './reference.ts';
import { type Methodology } from './read-methodology.ts';
import { score, type ScoreResult } from './score.ts';

export interface ExampleResult {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
  /** Why its org unit has no score, where it has none. */
  readonly why: readonly string[];
}
type Example = NonNullable<Methodology['document']['examples']>[number];

/** Runs the document's own examples, which must come out before it may be published. */
export function runExamples(methodology: Methodology): ExampleResult[] {
  return (methodology.document.examples ?? []).map((example) => {
    const { name, then } = example;
    const result = scoreExample(methodology, example);
    const nodes = Object.fromEntries(Object.keys(then.nodes ?? {}).map((id) => [id, result?.nodes[id]?.value ?? '']));
    const all = { score: result?.score ?? '', band: result?.band ?? '', status: result?.status ?? '', nodes };
    const found = Object.fromEntries(Object.keys(then).map((field) => [field, all[field as keyof typeof all]]));
    const [wanted, got] = [JSON.stringify(then), JSON.stringify(found)];
    return { name, passed: wanted === got, expected: wanted, found: got, why: result?.reasons.map(({ text }) => text.en) ?? [] };
  });
}

/** What the example's org unit gets, on its day, with its attributes and among the others that it is given. */
export function scoreExample(methodology: Methodology, example: Pick<Example, 'given' | 'on' | 'attributes' | 'others'>): ScoreResult | undefined {
  const { on = methodology.document.effective?.from, others = {} } = example;
  const all = [{ code: 'example', ...example }, ...Object.entries(others).map(([code, other]) => ({ code, ...other }))];
  const hierarchy = all.some(({ attributes }) => attributes) ? { hierarchy: all.map((one) => orgUnitOf(one, methodology.level)) } : {};
  const orgUnits = all.filter(({ attributes }) => [undefined, methodology.level].includes(attributes?.['level'])).map(({ code }) => code);
  const cells = all.flatMap(({ code, given }) => cellsOf(methodology, code, given));
  return score(methodology, cells, { period: 'example', orgUnits, wanted: ['example'], ...hierarchy, ...(on ? { on } : {}) })[0];
}

function orgUnitOf({ code, attributes = {} }: { code: string; attributes?: Readonly<Record<string, string>> | undefined }, scored: string | undefined): OrgUnit {
  const { parent = '', level = scored ?? '' } = attributes;
  return { code, parent, level, attributes: { ...attributes, parent, level } };
}

/** The figures given of an org unit; `reading.n` joins the figure `reading`. */
function cellsOf({ document }: Pick<Methodology, 'document'>, orgUnit: string, given: Example['given']): Cell[] {
  const cells = new Map<string, Cell>();
  for (const [text, value] of Object.entries(given)) {
    const { id, period: word = 'example', side, ...narrowed } = readReference(text);
    const bound = document.periods?.[word] ?? word;
    const period = isRelative(bound) ? `example${bound}` : bound;
    const key = `${figureKey({ id, ...narrowed })}@${period}`;
    const known = cells.get(key) ?? { orgUnit, indicator: id, period, status: 'present', ...narrowed };
    const missing = (missingKinds as readonly string[]).includes(value);
    cells.set(key, missing ? { ...known, status: value as MissingKind } : { ...known, [side ?? 'value']: value });
  }
  return [...cells.values()];
}
