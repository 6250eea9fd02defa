import { figureKey, periodMeant, readReference } from '@mizan/scoring-engine';
import { type FrozenValue } from './snapshot-values.ts';

/** A frozen figure under the name by which a derivation reads it. */
export interface UsedValue {
  readonly figure: string;
  readonly frozen: FrozenValue;
}

/**
 * The frozen figures that a derivation read, in the order of its inputs: those of the cycle, of subgroups and sources, and of periods called by a word.
 * @param inputs - as the derivation names them, such as `reading[subgroup=girls]@baseline`
 * @param periods - what the methodology says its words for periods mean
 */
export function usedValues(inputs: readonly string[], values: readonly FrozenValue[], { cycleId, periods }: { cycleId: string; periods?: Readonly<Record<string, string>> | undefined }): UsedValue[] {
  const known = new Map(values.map((value) => [`${value.period}\0${value.figure}`, value]));
  return inputs.flatMap((figure) => {
    const { period, ...read } = readReference(figure);
    const frozen = known.get(`${period === undefined ? cycleId : periodMeant(period, cycleId, periods)}\0${figureKey(read)}`);
    return frozen ? [{ figure, frozen }] : [];
  });
}
