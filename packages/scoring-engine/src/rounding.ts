import { isExact, type Large, size, tenTo } from './large.ts';

export const roundingModes = ['half-up', 'half-even', 'half-down', 'down', 'up', 'floor', 'ceiling'] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** Powers of ten that are exact as doubles. */
export const doublesOfTen = Array.from({ length: 16 }, (_, power) => 10 ** power);

export function roundLarge({ n, d }: Large, places: number, mode: RoundingMode): string {
  const scaled = size(n) * tenTo(places);
  const [units, rest] = d === 1n ? [scaled, 0n] : [scaled / d, scaled % d];
  const digits = String(units + (goesUp(units % 2n === 1n, order(rest * 2n, d), rest > 0n, fromZero(mode, n < 0n)) ? 1n : 0n)).padStart(places + 1, '0');
  const sign = n < 0n && /[1-9]/.test(digits) ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/**
 * Written division in whole numbers that doubles hold exactly: as many digits at a time as keep the rest, brought to them, within that.
 * Nothing where not even one digit does, and where a nine would be carried over to digits that are already written.
 */
export function roundDoubles({ top, below }: { readonly top: number; readonly below: number }, places: number, mode: RoundingMode): string | undefined {
  const whole = Math.abs(top);
  let digits = Math.floor(whole / below);
  let rest = whole - digits * below;
  let [written, seen, width] = ['', digits > 0, 0];
  for (let left = places; left > 0; left -= width) {
    written = width === 0 ? `${digits}.` : written + withNoughts(digits, width);
    width = widest(left, below);
    if (width === 0) return undefined;
    const scaled = rest * doublesOfTen[width]!;
    digits = Math.floor(scaled / below);
    rest = scaled - digits * below;
    seen ||= digits > 0;
  }
  if (goesUp(digits % 2 === 1, order(rest * 2, below), rest > 0, fromZero(mode, top < 0))) digits += 1;
  if (width > 0 && digits === doublesOfTen[width]) return undefined;
  const sign = top < 0 && (seen || digits > 0) ? '-' : '';
  return sign + (width === 0 ? String(digits) : written + withNoughts(digits, width));
}

/** At most nine, for numbers of nine digits are the quickest to write. */
function widest(left: number, below: number): number {
  let width = Math.min(left, 9);
  while (width > 0 && !isExact(below * doublesOfTen[width]!)) width -= 1;
  return width;
}
/** A one in front and taken away again brings the noughts that belong there. */
const withNoughts = (digits: number, width: number) => String(digits + doublesOfTen[width]!).slice(1);

const order = <N extends number | bigint>(a: N, b: N) => (a < b ? -1 : a > b ? 1 : 0);

/** The mode as it acts on the size of the number. */
function fromZero(mode: RoundingMode, below: boolean): RoundingMode {
  if (mode === 'floor') return below ? 'up' : 'down';
  if (mode === 'ceiling') return below ? 'down' : 'up';
  return mode;
}

/** @param half how the rest stands to one half of the last place: −1, 0 or 1 */
function goesUp(odd: boolean, half: number, anyRest: boolean, mode: RoundingMode): boolean {
  if (mode === 'down') return false;
  if (mode === 'up') return anyRest;
  return half === 0 ? mode === 'half-up' || (mode === 'half-even' && odd) : half > 0;
}
