import { type Equations } from './read-equations.ts';

const signs = Buffer.from('{,"":"}');
const [open, comma, quote, , colon, , close] = signs as unknown as [number, number, number, number, number, number, number];

/** Values as JSON under the names of the equations, which stand there as JSON writes them. */
export function writeSolved({ bytes, names }: Equations, values: readonly string[]): Buffer {
  const length = values.reduce((sum, value, place) => sum + value.length + names.to[place]! - names.from[place]! + 6, 2);
  const into = Buffer.allocUnsafe(length);
  let at = 0;
  into[at++] = open;
  values.forEach((value, place) => {
    if (place > 0) into[at++] = comma;
    into[at++] = quote;
    for (let from = names.from[place]!; from < names.to[place]!; from += 1) into[at++] = bytes[from]!;
    into[at++] = quote;
    into[at++] = colon;
    into[at++] = quote;
    at += into.write(value, at, 'latin1');
    into[at++] = quote;
  });
  into[at++] = close;
  return into.subarray(0, at);
}
