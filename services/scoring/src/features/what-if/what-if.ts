import { Refusal } from '@mizan/contracts';
import { type Principal } from '@mizan/http';
import { figureNamed, type OrgUnit, type ScoreResult, type SupposedFigures, whatIf as scoreChanged } from '@mizan/scoring-engine';
import { loadMethodology } from '../../methodologies.ts';
import { type Store } from '../../query.ts';
import { findSnapshot, openFrozen } from '../../snapshots.ts';
import { findScore, type ScoreWanted } from '../read-score/read-score.ts';

interface Asked {
  readonly values: SupposedFigures;
  /** By org unit. */
  readonly below: Readonly<Record<string, SupposedFigures>>;
}

/** The score in force, computed again with some figures changed, its own or of org units below it, and all else as frozen. @throws Refusal indicator-not-used, org-unit-not-below */
export async function whatIf(store: Store, wanted: ScoreWanted, { values, below }: Asked, reader: Principal) {
  const { row } = await findScore(store, wanted, reader);
  const methodology = await loadMethodology(store, row.methodologySha256);
  const supposed = [values, ...Object.values(below)].flatMap((figures) => Object.keys(figures));
  refuseUnused(supposed.filter((figure) => figureNamed(methodology, figure) === undefined));
  const { cells, options } = await openFrozen(store, methodology, await findSnapshot(store, row.snapshotId));
  refuseElsewhere(Object.keys(below), row.orgUnit, options.hierarchy);
  const result = scoreChanged(methodology, cells, { ...options, orgUnit: row.orgUnit, values, others: below });
  refuseUnread(values, below, result);
  const { status, score, band, derivation } = result;
  return { status, ...(score === undefined ? {} : { score }), ...(band === undefined ? {} : { band }), derivation };
}

/** One that is read by subgroup or source alone has another name, and another value under its own would change nothing. */
function refuseUnread(values: SupposedFigures, below: Asked['below'], { derivation, elsewhere }: ScoreResult): void {
  refuseUnused(Object.keys(values).filter((figure) => !Object.hasOwn(derivation.inputs, figure)), Object.keys(derivation.inputs));
  for (const [orgUnit, figures] of Object.entries(below)) {
    const read = elsewhere.filter((one) => one.orgUnit === orgUnit).map(({ figure }) => figure);
    refuseUnused(Object.keys(figures).filter((figure) => !read.includes(figure)), read, ` of ${orgUnit}`);
  }
}

function refuseUnused(unused: readonly string[], used: readonly string[] = [], whose = ''): void {
  if (unused.length > 0) throw new Refusal('indicator-not-used', `The methodology does not use ${unused.join(', ')}${whose} as a figure of this cycle.${used.length ? ` It reads ${used.join(', ')}${whose}.` : ''}`);
}

/** Whoever may read a score may suppose something of what stands below it, and of nothing else, whether that exists or not. */
function refuseElsewhere(asked: readonly string[], orgUnit: string, hierarchy: readonly OrgUnit[]): void {
  const parents = new Map(hierarchy.map(({ code, parent }) => [code, parent]));
  const isBelow = (code: string): boolean => {
    const parent = parents.get(code);
    return parent === orgUnit || (parent !== undefined && parent !== '' && isBelow(parent));
  };
  const others = asked.filter((code) => !isBelow(code));
  if (others.length > 0) throw new Refusal('org-unit-not-below', `${others.join(', ')} does not stand below ${orgUnit} in the frozen hierarchy. Ask for org units below it only; its own figures go under "values".`);
}
