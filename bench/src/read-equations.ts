import { type Equations } from './solve.ts';

const pair = /\s*"([^"\\\p{Cc}]*)"\s*:\s*"([^"\\\p{Cc}]*)"\s*(,|\}\s*$)/uy;

/** Reads equations from JSON. Text without escapes is read pair by pair, which is quicker than an object of so many names; all other JSON is read as such. */
export function readEquations(text: string): Equations {
  const [names, texts]: [string[], string[]] = [[], []];
  pair.lastIndex = /^\s*\{/.exec(text)?.[0].length ?? text.length;
  for (let end = false; !end; ) {
    const found = pair.exec(text);
    if (!found) return asObject(text);
    names.push(found[1]!);
    texts.push(found[2]!);
    end = found[3] !== ',';
  }
  return { names, texts };
}

function asObject(text: string): Equations {
  const equations = JSON.parse(text) as Record<string, string>;
  return { names: Object.keys(equations), texts: Object.values(equations) };
}
