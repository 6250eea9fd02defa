import { MethodologyError } from '@mizan/scoring-engine';

interface Level {
  /** The names an object has had so far; an array has none. */
  readonly names?: Set<string>;
  at: string | number;
}
type Fault = MethodologyError['faults'][number];

/** JSON numbers with a fraction are refused by the shape of the document; here only the syntax is read, and that no name stands twice. @throws MethodologyError */
export function readJson(text: string): unknown {
  const document = parse(text);
  const repeated = repeatedNames(text);
  if (repeated.length) throw new MethodologyError(repeated);
  return document;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MethodologyError([{ pointer: '/', text: `this is not JSON: ${(error as Error).message}` }]);
  }
}

/** Of two members with one name JSON.parse keeps the last and says nothing, so that a reader of the file may see another rule than the one that counted. */
function repeatedNames(text: string): Fault[] {
  const open: Level[] = [];
  const faults: Fault[] = [];
  for (const [token, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(?=\s*(:?))|[{}[\],]/g)) {
    const level = open.at(-1);
    if (token === '{') open.push({ names: new Set(), at: '' });
    else if (token === '[') open.push({ at: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && typeof level?.at === 'number') level.at += 1;
    else if (colon === ':' && level?.names) {
      const name = JSON.parse(token) as string;
      level.at = name;
      if (level.names.has(name)) faults.push({ pointer: place(open), text: `the name ${JSON.stringify(name)} stands twice here; keep one${name.includes('{}') ? ', over one list of all items; what differs between them goes into further words of the items' : ''}` });
      level.names.add(name);
    }
  }
  return faults;
}

const place = (open: readonly Level[]) => open.map(({ at }) => `/${String(at).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
