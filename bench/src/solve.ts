import { type Context, isNumber } from '@mizan/scoring-engine/formula/functions.ts';
import { parse, type Rational } from '@mizan/scoring-engine/rational.ts';
import { openNames } from './name-table.ts';
import { type Equations } from './read-equations.ts';
import { openTemplates } from './template.ts';

const figure = /^-?\d+(\.\d+)?$/;
const [nought, nine, minus] = [...'09-'].map((sign) => sign.charCodeAt(0)) as [number, number, number];

/** Solves equations that read one another by name, with the formula language of a methodology. @throws Error naming an equation that has no number, is not there or reads itself */
export function solve(equations: Equations): Rational[] {
  const { bytes, count, names, texts } = equations;
  const [placeOf, templateOf] = [openNames(equations), openTemplates(bytes)];
  const nameAt = (place: number) => bytes.toString('utf8', names.from[place], names.to[place]);
  const values = new Array<Rational | undefined>(count).fill(undefined);
  const open = new Uint8Array(count);
  /** Where the names stand in the equation that is being worked out. */
  let own: readonly number[] = [];
  const context: Context = {
    name(name) {
      const ordinal = ordinals.get(name) ?? Number(name.slice(1));
      const [from, to] = [own[2 * ordinal]!, own[2 * ordinal + 1]!];
      const place = placeOf(from, to);
      if (place < 0) throw new Error(`there is no equation ${bytes.toString('utf8', from, to)}`);
      return values[place] ?? valueAt(place);
    },
    none: { causes: [] },
    fault(why) {
      throw new Error(`an equation has no number: ${why}`);
    },
  };
  function valueAt(place: number): Rational {
    if (open[place]) throw new Error(`the equation ${nameAt(place)} reads itself`);
    open[place] = 1;
    const value = figureAt(place) ?? worked(place);
    if (!isNumber(value)) throw new Error(`the equation ${nameAt(place)} is no number`);
    values[place] = value;
    return value;
  }
  function figureAt(place: number): Rational | undefined {
    const first = bytes[texts.from[place]!]!;
    if (!((first >= nought && first <= nine) || first === minus)) return undefined;
    const text = bytes.toString('latin1', texts.from[place], texts.to[place]);
    return figure.test(text) ? parse(text) : undefined;
  }
  function worked(place: number) {
    const template = templateOf(texts.from[place]!, texts.to[place]!);
    const outer = own;
    own = template.names;
    const value = template.rule(context);
    own = outer;
    return value;
  }
  return Array.from({ length: count }, (_, place) => values[place] ?? valueAt(place));
}

/** Which name of a template n0, n1, … is. */
const ordinals = new Map(Array.from({ length: 64 }, (_, place) => [`n${place}`, place]));
