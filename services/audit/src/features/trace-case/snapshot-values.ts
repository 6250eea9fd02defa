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
  readonly submission: string;
  readonly line: string;
  readonly correction: string;
}

export interface FrozenValues {
  /** The whole file is the one that the snapshot's leaf names. */
  readonly proved: boolean;
  of(orgUnit: string): FrozenValue[];
}

/** The frozen values of a snapshot. */
export async function frozenValues(producers: Producers, { valuesSha256, valuesRoot }: { valuesSha256: string; valuesRoot: string }): Promise<FrozenValues> {
  const bytes = await producers.ask('indicators', readObject, { params: { sha256: valuesSha256 } });
  const text = new TextDecoder().decode(bytes);
  const lines = text.split('\n').filter(Boolean).slice(1);
  const root = toHex(rootOf(lines.map((line) => leafHash(new TextEncoder().encode(line)))));
  const records = parse(text, { columns: true }) as unknown as Record<string, string>[];
  const of = (orgUnit: string) => records.filter((record) => record['org_unit'] === orgUnit).map((record) => ({
    figure: figureKey({ id: record['indicator'] ?? '', ...(record['subgroup'] ? { subgroup: record['subgroup'] } : {}), ...(record['source'] ? { source: record['source'] } : {}) }),
    period: record['period'] ?? '',
    indicator: record['indicator'] ?? '',
    measuredPeriod: record['measured_period'] ?? '',
    status: record['status'] ?? '',
    value: record['value'] ?? '',
    submission: record['submission'] ?? '',
    line: record['line'] ?? '',
    correction: record['correction'] ?? '',
  }));
  return { proved: toHex(sha256(bytes)) === valuesSha256 && root === valuesRoot, of };
}
