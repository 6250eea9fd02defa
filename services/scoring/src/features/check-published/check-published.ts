import { type IndicatorValue, listPublishedFigures, listValues, Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { score, type Cell } from '@mizan/scoring-engine';
import { sql } from 'drizzle-orm';
import { type z } from 'zod';
import { type Indicators } from '../../indicators.ts';
import { loadPublished } from '../../methodologies.ts';
import { publishedCheck } from '../../tables.ts';
import { atMost, differenceOf } from './difference.ts';

export interface CheckRequest {
  readonly methodologySha256: string;
  readonly tolerance: string;
  /** Figure to node of the methodology. */
  readonly figures: Readonly<Record<string, string>>;
}
type Value = z.output<typeof IndicatorValue>;
type Check = typeof publishedCheck.$inferInsert;
export type Tally = Record<string, { checked: number; follow: number }>;

/** Recomputes published figures from the values of their own periods and keeps what follows and what does not. @throws Refusal node-not-found */
export async function checkPublished(tx: Tx, { methodologySha256, tolerance, figures }: CheckRequest, indicators: Indicators): Promise<{ figures: Tally }> {
  const methodology = await loadPublished(tx, methodologySha256);
  for (const node of Object.values(figures)) {
    if (!(node in methodology.document.nodes)) throw new Refusal('node-not-found', `The methodology has no node ${node}.`);
  }
  const published = (await indicators.ask(listPublishedFigures)).figures.filter(({ figure }) => figure in figures);
  const checks: Check[] = [];
  for (const period of new Set(published.map((one) => one.period))) {
    const nodes = new Map(score(methodology, await cellsOf(indicators, period), { period }).map((result) => [result.orgUnit, result.nodes]));
    for (const { figure, orgUnit, value } of published.filter((one) => one.period === period)) {
      const recomputed = nodes.get(orgUnit)?.[figures[figure] ?? '']?.value ?? '';
      checks.push({ methodologySha256, figure, orgUnit, period, published: value, recomputed, tolerance, ...verdict(value, recomputed, tolerance) });
    }
  }
  await keep(tx, checks);
  return { figures: tally(Object.keys(figures), checks) };
}

/** A figure whose parts give nothing does not follow from them. */
function verdict(published: string, recomputed: string, tolerance: string): { difference: string; follows: boolean } {
  if (recomputed === '') return { difference: '', follows: false };
  const difference = differenceOf(published, recomputed);
  return { difference, follows: atMost(difference, tolerance) };
}

async function cellsOf(indicators: Indicators, period: string): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: { values: Value[]; next?: string | undefined } = await indicators.ask(listValues, { query: { period, after, limit: 10_000 } });
    cells.push(...page.values.map(asItWasPublished));
    after = page.next;
  }
  return cells;
}

/** A correction made for a cycle is not what the publisher computed with. */
function asItWasPublished({ orgUnit, indicator, period, subgroup, standardError, keptApart, source, status, value, numerator, denominator, asPublished }: Value): Cell {
  const cell = { orgUnit, indicator, period, ...(subgroup ? { subgroup } : {}), ...(standardError ? { standardError } : {}), ...(keptApart ? { source } : {}) };
  if (asPublished !== undefined) return { ...cell, status: 'present', value: asPublished };
  if (status !== 'present') return { ...cell, status };
  return { ...cell, status, ...(value === '' ? { numerator, denominator } : { value }) };
}

async function keep(tx: Tx, checks: readonly Check[]): Promise<void> {
  const excluded = (column: string) => sql.raw(`excluded.${column}`);
  const { methodologySha256, figure, orgUnit, period } = publishedCheck;
  for (let start = 0; start < checks.length; start += 1000) {
    await tx.orm
      .insert(publishedCheck)
      .values(checks.slice(start, start + 1000))
      .onConflictDoUpdate({
        target: [methodologySha256, figure, orgUnit, period],
        set: { published: excluded('published'), recomputed: excluded('recomputed'), difference: excluded('difference'), follows: excluded('follows'), tolerance: excluded('tolerance') },
      });
  }
}

function tally(figures: readonly string[], checks: readonly Check[]): Tally {
  const of = (figure: string) => checks.filter((check) => check.figure === figure);
  return Object.fromEntries(figures.map((figure) => [figure, { checked: of(figure).length, follow: of(figure).filter(({ follows }) => follows).length }]));
}
