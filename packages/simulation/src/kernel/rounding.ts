import { type RoundingMode } from '@mizan/scoring-engine/rounding.ts';

/** How near to a tie a double counts as being on it: far above what adding a few hundred doubles can lose, far below any printed place. */
const near = 1e-9;

/** A double rounded as the exact engine would round the number it stands for. */
export function roundDouble(value: number, places: number, mode: RoundingMode): number {
  const factor = 10 ** places;
  const scaled = Math.abs(value) * factor;
  // Beyond this a double has no such place, and rounding would only add noise.
  if (!(scaled < 2 ** 40)) return value;
  return (Math.sign(value) * wholeOf(scaled, fromZero(mode, value < 0))) / factor;
}

/** The mode as it acts on the size of the number. */
function fromZero(mode: RoundingMode, below: boolean): RoundingMode {
  if (mode === 'floor') return below ? 'up' : 'down';
  if (mode === 'ceiling') return below ? 'down' : 'up';
  return mode;
}

function wholeOf(scaled: number, mode: RoundingMode): number {
  const tolerance = near * Math.max(1, scaled * 1e-3);
  if (mode === 'down') return Math.floor(scaled + tolerance);
  if (mode === 'up') return Math.ceil(scaled - tolerance);
  const below = Math.floor(scaled);
  const tie = Math.abs(scaled - below - 0.5) <= tolerance;
  if (!tie) return Math.round(scaled);
  return mode === 'half-up' || (mode === 'half-even' && below % 2 === 1) ? below + 1 : below;
}
