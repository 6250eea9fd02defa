import { fromUtf8, sameBytes } from './bytes.ts';
import { canonicalBytes, deepestNesting } from './canonical-json.ts';
import { VerifiableLogError } from './errors.ts';

/**
 * Reads JSON under the log's profile. Unlike JSON.parse it refuses duplicate names, fractions and exponents,
 * integers beyond 2^53-1, lone surrogates and a byte order mark, so that one leaf has one meaning.
 * Order of names and white space are free.
 * @throws VerifiableLogError
 */
export function parseCanonical(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/**
 * Reads bytes that must already be canonical, as a stored leaf is.
 * @throws VerifiableLogError when writing the value again would give other bytes
 */
export function parseCanonicalBytes(bytes: Uint8Array): unknown {
  const value = parseCanonical(fromUtf8(bytes));
  if (!sameBytes(canonicalBytes(value), bytes)) {
    throw new VerifiableLogError('json-not-canonical', 'the bytes are JSON but not in canonical form');
  }
  return value;
}

const literals = new Map<string, unknown>([['true', true], ['false', false], ['null', null]]);

const quote = 0x22;
const backslash = 0x5c;
const whiteSpace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): unknown {
    if (depth > deepestNesting) throw this.#fault(`nested deeper than ${deepestNesting} levels`);
    this.#skipSpace();
    const first = this.#text[this.#at];
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    if (first === '"') return this.#string();
    return this.#word();
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#fault('data after the value');
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#items('}', () => {
      const name = this.#name();
      if (Object.hasOwn(object, name)) throw this.#fault(`the name ${JSON.stringify(name)} appears twice`);
      define(object, name, this.value(depth + 1));
    });
    return object;
  }

  #array(depth: number): unknown[] {
    const items: unknown[] = [];
    this.#items(']', () => items.push(this.value(depth + 1)));
    return items;
  }

  #items(close: string, readItem: () => void): void {
    this.#at += 1;
    if (this.#took(close)) return;
    do readItem();
    while (this.#took(','));
    if (!this.#took(close)) throw this.#fault(`expected "," or "${close}"`);
  }

  #name(): string {
    this.#skipSpace();
    if (this.#text[this.#at] !== '"') throw this.#fault('expected a name in quotes');
    const name = this.#string();
    if (!this.#took(':')) throw this.#fault('expected ":"');
    return name;
  }

  #string(): string {
    const start = this.#at;
    this.#at = this.#closingQuote(start + 1) + 1;
    const text = unquote(this.#text.slice(start, this.#at));
    if (text === undefined) throw this.#fault('a string with a control character or a wrong escape');
    if (!text.isWellFormed()) throw this.#fault('a lone surrogate');
    return text;
  }

  #closingQuote(from: number): number {
    for (let at = from; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === quote) return at;
      if (code === backslash) at += 1;
    }
    throw this.#fault('a string without its closing quote');
  }

  #word(): unknown {
    const word = this.#match(/true|false|null|-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y);
    if (word === undefined) throw this.#fault('expected a value (decimals are strings)');
    return literals.has(word) ? literals.get(word) : this.#integer(word);
  }

  #integer(word: string): number {
    const value = Number(word);
    if (!Number.isSafeInteger(value)) throw this.#fault('an integer beyond 2^53-1');
    return value === 0 ? 0 : value;
  }

  #took(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    while (whiteSpace.has(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at = pattern.lastIndex;
    return found;
  }

  #fault(text: string): VerifiableLogError {
    return new VerifiableLogError('json-malformed', `${text}, at character ${this.#at}`);
  }
}

function unquote(token: string): string | undefined {
  try {
    return JSON.parse(token) as string;
  } catch {
    return undefined;
  }
}

function define(object: Record<string, unknown>, name: string, value: unknown): void {
  // Assigning to "__proto__" would change the object's prototype and lose the field.
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}
