import { figureKey, periodMeant, readReference } from '@mizan/scoring-engine';
import { type FrozenValue } from './snapshot-values.ts';

/** A frozen figure under the name by which a derivation reads it. */
export interface UsedValue {
  readonly orgUnit: string;
  readonly figure: string;
  readonly frozen: FrozenValue;
}
interface Periods {
  readonly cycleId: string;
  /** What the methodology says its words for periods mean. */
  readonly periods?: Readonly<Record<string, string>> | undefined;
}

/**
 * The frozen figures of an org unit that a score read, in the order they are named: those of the cycle, of subgroups and sources, and of periods called by a word.
 * @param figures - as a derivation names them, such as `reading[subgroup=girls]@baseline`
 */
export function usedValues(orgUnit: string, figures: readonly string[], values: readonly FrozenValue[], { cycleId, periods }: Periods): UsedValue[] {
  const known = new Map(values.map((value) => [`${value.period}\0${value.figure}`, value]));
  return figures.flatMap((figure) => {
    const { period, ...read } = readReference(figure);
    const frozen = known.get(`${period === undefined ? cycleId : periodMeant(period, cycleId, periods)}\0${figureKey(read)}`);
    return frozen ? [{ orgUnit, figure, frozen }] : [];
  });
}
