import { type Context, isNumber } from '@mizan/scoring-engine/formula/functions.ts';
import { parse, type Rational } from '@mizan/scoring-engine/rational.ts';
import { templateOf } from './template.ts';

export interface Equations {
  readonly names: readonly string[];
  readonly texts: readonly string[];
}
const figure = /^-?\d+(\.\d+)?$/;

/** Solves equations that read one another by name, with the formula language of a methodology. @throws Error naming an equation that has no number, is not there or reads itself */
export function solve({ names, texts }: Equations): Rational[] {
  const placed = new Map<string, number>();
  for (let place = 0; place < names.length; place += 1) placed.set(names[place]!, place);
  if (placed.size < names.length) throw new Error('a name stands twice');
  const values = new Array<Rational | undefined>(names.length).fill(undefined);
  const open = new Uint8Array(names.length);
  /** The names in the equation that is being worked out. */
  let own: readonly string[] = [];
  const context: Context = {
    name(name) {
      const read = own[ordinals.get(name) ?? Number(name.slice(1))] ?? name;
      const place = placed.get(read);
      if (place === undefined) throw new Error(`there is no equation ${read}`);
      return values[place] ?? valueAt(place);
    },
    none: { causes: [] },
    fault(why) {
      throw new Error(`an equation has no number: ${why}`);
    },
  };
  function valueAt(place: number): Rational {
    const text = texts[place]!;
    if (open[place]) throw new Error(`the equation ${names[place]} reads itself`);
    open[place] = 1;
    const value = figure.test(text) ? parse(text) : worked(text);
    if (!isNumber(value)) throw new Error(`the equation ${names[place]} is no number`);
    values[place] = value;
    return value;
  }
  function worked(text: string) {
    const template = templateOf(text);
    const outer = own;
    own = template.names;
    const value = template.rule(context);
    own = outer;
    return value;
  }
  return names.map((_, place) => values[place] ?? valueAt(place));
}

/** Where the name n0, n1, … of a template stands. */
const ordinals = new Map(Array.from({ length: 64 }, (_, place) => [`n${place}`, place]));
