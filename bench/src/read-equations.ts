/** Equations as the bytes in which they stand, each name and each text from one place up to another: strings of so many would take longer than solving them. */
export interface Equations {
  readonly bytes: Buffer;
  readonly count: number;
  readonly names: Spans;
  readonly texts: Spans;
}
export interface Spans {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}
const [quote, backslash, space, colon, comma, open, close] = [...'"\\ :,{}'].map((sign) => sign.charCodeAt(0)) as [number, number, number, number, number, number, number];

const isBlank = (byte: number | undefined) => byte === space || byte === 9 || byte === 10 || byte === 13;

/** Reads equations from JSON. Names and texts without escapes are taken as they stand; all other JSON is read as such. @throws SyntaxError where it is none */
export function readEquations(bytes: Buffer): Equations {
  return asTheyStand(bytes) ?? asObject(bytes.toString());
}

function asTheyStand(bytes: Buffer): Equations | undefined {
  // The shortest pair has six bytes.
  const [names, texts] = [spans(bytes.length / 6), spans(bytes.length / 6)];
  let at = 0;
  const sign = (wanted: number) => {
    while (isBlank(bytes[at])) at += 1;
    return bytes[at++] === wanted;
  };
  const string = (into: Spans, place: number) => {
    if (!sign(quote)) return false;
    into.from[place] = at;
    while (at < bytes.length && bytes[at]! !== quote && bytes[at]! !== backslash && bytes[at]! >= space) at += 1;
    into.to[place] = at;
    return bytes[at++] === quote;
  };
  if (!sign(open)) return undefined;
  let count = 0;
  do {
    if (!(string(names, count) && sign(colon) && string(texts, count))) return undefined;
    count += 1;
  } while (sign(comma));
  return bytes[at - 1] === close && bytes.subarray(at).every(isBlank) ? { bytes, count, names, texts } : undefined;
}

/** Names stay as JSON writes them, so that they can be written again; one with an escape is no name of a formula anyway. */
function asObject(json: string): Equations {
  const pairs = Object.entries(JSON.parse(json) as Record<string, string>);
  const [names, texts] = [spans(pairs.length), spans(pairs.length)];
  const parts: Buffer[] = [];
  let length = 0;
  const put = (into: Spans, place: number, text: string) => {
    const part = Buffer.from(text);
    parts.push(part);
    into.from[place] = length;
    into.to[place] = length += part.length;
  };
  pairs.forEach(([name, text], place) => {
    put(names, place, JSON.stringify(name).slice(1, -1));
    put(texts, place, text);
  });
  return { bytes: Buffer.concat(parts), count: pairs.length, names, texts };
}

const spans = (most: number): Spans => ({ from: new Uint32Array(most), to: new Uint32Array(most) });
