import { type Cell, firstDay, meant, type Methodology, type OrgUnit, type ScoreResult } from '@mizan/scoring-engine';

interface Scoring {
  readonly methodology: Methodology;
  readonly cells: readonly Cell[];
  readonly hierarchy: readonly OrgUnit[] | undefined;
  readonly period: string | undefined;
  readonly on: string | undefined;
}

const unique = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text !== '').sort();

/** Rows that no indicator of the methodology reads, by name; nothing where there are none. */
export function ignoredInWords({ indicators }: Pick<Methodology, 'indicators'>, cells: readonly Cell[]): string | undefined {
  const ignored = cells.filter(({ indicator }) => !Object.hasOwn(indicators, indicator));
  const names = unique(ignored.map(({ indicator }) => indicator));
  const told = names.slice(0, 10).map((name) => `${name}${meant(name, Object.keys(indicators)).replace(/^; (.*)$/, ' ($1)')}`);
  return names.length ? `${ignored.length} rows of ${names.length} indicators the methodology does not use were ignored: ${[...told, ...(names.length > 10 ? [`and ${names.length - 10} more`] : [])].join(', ')}.` : undefined;
}

/** Why there is nobody to score. */
export function nobodyInWords({ methodology: { level, namedPeriods }, cells, hierarchy, period }: Scoring): string {
  const levels = unique((hierarchy ?? []).map((unit) => unit.level));
  if (hierarchy && level !== undefined && !levels.includes(level)) return `Nobody was scored: no org unit has the level ${level}${meant(level, levels)}; there are: ${levels.join(', ')}.`;
  const periods = unique(cells.map((cell) => cell.period));
  if (period !== undefined && !periods.includes(period)) return `Nobody was scored: the values have no figure of the period ${period}. There are: ${periods.join(', ')}.`;
  if (periods.every((one) => namedPeriods.has(one))) return `Nobody was scored: the methodology calls ${periods.join(', ')} by name, and such periods are read and never scored. The values have no other.`;
  return `Nobody was scored: no org unit of the level ${level ?? ''} has a figure${period === undefined ? '' : ` of the period ${period}`}. Compare the codes in the values file with those in the org units file.`;
}

/** Periods that the methodology does not hold for by its own days; nothing where it holds for all, or does not say. */
export function outsideItsDays({ methodology: { document }, on }: Pick<Scoring, 'methodology' | 'on'>, periods: readonly string[]): string | undefined {
  const { effective } = document;
  const outside = periods.filter((period) => {
    const day = on ?? firstDay(period);
    return day !== undefined && effective !== undefined && (day < effective.from || (effective.to !== undefined && day >= effective.to));
  });
  if (!effective || outside.length === 0) return undefined;
  const days = `from ${effective.from}${effective.to === undefined ? '' : ` until ${effective.to}`}`;
  return `The methodology holds ${days}, and ${on === undefined ? `${outside.join(', ')} ${outside.length === 1 ? 'does' : 'do'} not begin within` : `${on} is not within`}: what stands here is a trial, and no cycle would be scored by it.`;
}

/** Lets results through and notes of which periods they are. */
export function notePeriods(results: Iterable<ScoreResult>): { readonly results: Iterable<ScoreResult>; readonly periods: ReadonlySet<string> } {
  const periods = new Set<string>();
  function* through() {
    for (const result of results) {
      periods.add(result.period);
      yield result;
    }
  }
  return { results: through(), periods };
}
