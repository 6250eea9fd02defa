import { readObject } from '@mizan/contracts';
import { figureKey } from '@mizan/scoring-engine';
import { leafHash, rootOf, sha256, toHex } from '@mizan/verifiable-log';
import { parse } from 'csv-parse/sync';
import { type Producers } from '../../producers.ts';

export interface FrozenValue {
  /** What a derivation calls the figure within its period: `reading`, or narrowed as `reading[subgroup=girls]`. */
  readonly figure: string;
  /** As it stands in the values file: the cycle, or the word for another period. */
  readonly period: string;
  readonly indicator: string;
  readonly measuredPeriod: string;
  readonly status: string;
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly n: string;
  readonly standardError: string;
  readonly submission: string;
  readonly line: string;
  readonly correction: string;
  /** The first day on which it was observed, and the first on which it was not any more; empty where that is not recorded. */
  readonly observedFrom: string;
  readonly observedTo: string;
}

export interface FrozenValues {
  /** The whole file is the one that the snapshot's leaf names. */
  readonly proved: boolean;
  readonly text: string;
  of(orgUnit: string): FrozenValue[];
}

/** The frozen values of a snapshot. Only the rows of org units that are asked for are taken apart: with schools in it the file is long. */
export async function frozenValues(producers: Producers, { valuesSha256, valuesRoot }: { valuesSha256: string; valuesRoot: string }): Promise<FrozenValues> {
  const bytes = await producers.ask('indicators', readObject, { params: { sha256: valuesSha256 } });
  const text = new TextDecoder().decode(bytes);
  const [header = '', ...lines] = text.split('\n').filter(Boolean);
  const root = toHex(rootOf(lines.map((line) => leafHash(new TextEncoder().encode(line)))));
  const rows = Map.groupBy(lines, orgUnitOf);
  const of = (orgUnit: string) => (parse([header, ...(rows.get(orgUnit) ?? [])].join('\n'), { columns: true }) as unknown as Record<string, string>[]).map(valueOf);
  return { proved: toHex(sha256(bytes)) === valuesSha256 && root === valuesRoot, text, of };
}

/** The first cell of a line; one that has a quote in it is taken apart whole. */
const orgUnitOf = (line: string): string => (line.startsWith('"') ? (parse(line)[0]?.[0] ?? '') : line.slice(0, line.indexOf(',')));

function valueOf(record: Readonly<Record<string, string>>): FrozenValue {
  const at = (column: string) => record[column] ?? '';
  return {
    figure: figureKey({ id: at('indicator'), ...(at('subgroup') ? { subgroup: at('subgroup') } : {}), ...(at('source') ? { source: at('source') } : {}) }),
    period: at('period'),
    indicator: at('indicator'),
    measuredPeriod: at('measured_period'),
    status: at('status'),
    value: at('value'),
    numerator: at('numerator'),
    denominator: at('denominator'),
    n: at('n'),
    standardError: at('standard_error'),
    submission: at('submission'),
    line: at('line'),
    correction: at('correction'),
    observedFrom: at('observed_from'),
    observedTo: at('observed_to'),
  };
}
