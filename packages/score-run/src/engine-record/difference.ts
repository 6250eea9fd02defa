import { digestLength, type EngineRecord, type SetRecord } from './record.ts';

/** What an engine gives for one org unit that is not what was recorded. */
export interface Changed {
  readonly orgUnit: string;
  /** The first that differs, inputs before what uses them. */
  readonly step: string;
  readonly before: string;
  readonly after: string;
}
export interface SetDifference {
  readonly set: string;
  readonly orgUnits: number;
  readonly changed: readonly Changed[];
  /** Those whose printed score, band or status differs. */
  readonly seen: number;
  /** There was no record of this set before. */
  readonly isNew: boolean;
}

/** Where an engine's results are not those on record. No entry is the normal answer. */
export function differences(before: EngineRecord, after: EngineRecord): SetDifference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((set) => {
    const [was, is] = [before[set], after[set]];
    if (was?.sha256 === is?.sha256) return [];
    const keys = [...new Set([...Object.keys(was?.results ?? {}), ...Object.keys(is?.results ?? {})])];
    const changed = keys.flatMap((key) => changeOf(key, was, is));
    return [{ set, orgUnits: keys.length, changed, seen: changed.filter(({ before: old, after: now }) => old !== now).length, isNew: was === undefined }];
  });
}

function changeOf(orgUnit: string, was: SetRecord | undefined, is: SetRecord | undefined): Changed[] {
  const [old, now] = [digestsOf(was, orgUnit), digestsOf(is, orgUnit)];
  const step = [...new Set([...(is?.steps ?? []), ...(was?.steps ?? [])])].find((name) => (old.get(name) ?? '') !== (now.get(name) ?? ''));
  return step === undefined ? [] : [{ orgUnit, step, before: printed(was, orgUnit), after: printed(is, orgUnit) }];
}

function digestsOf(record: SetRecord | undefined, orgUnit: string): ReadonlyMap<string, string> {
  const digests = record?.results[orgUnit]?.[2];
  return new Map(digests === undefined ? [] : record?.steps.map((step, index) => [step, digests.slice(index * digestLength, (index + 1) * digestLength)]));
}

const printed = (record: SetRecord | undefined, orgUnit: string) => record?.results[orgUnit]?.slice(0, 2).filter(Boolean).join(' ') ?? 'not there';

/** The difference as lines for a reader of the change; `none` is the normal answer. */
export function inWords(found: readonly SetDifference[], most = 10): string[] {
  if (found.length === 0) return ['none'];
  return found.flatMap(({ set, orgUnits, changed, seen, isNew }) => isNew ? [`${set}: on record from here on, ${orgUnits} org units.`] : [
    `${set}: ${changed.length} of ${orgUnits} org units differ, ${seen} of them in what is printed.`,
    ...changed.slice(0, most).map(({ orgUnit, step, before, after }) => `- ${orgUnit}: the first step that differs is \`${step}\`; score ${before === after ? `${before} as before` : `${before} → ${after}`}`),
    ...(changed.length > most ? [`- … and ${changed.length - most} more`] : []),
    ...(changed.length === 0 ? ['- the results differ in their bytes, yet no step could be told apart by its short digest'] : []),
  ]);
}
