import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalBytes, canonicalizeJson, canonicalText, parseCanonical, parseCanonicalBytes, VerifiableLogError } from './index.ts';

const text = fc.string({ unit: 'binary' });
const { leaf } = fc.letrec((tie) => ({
  leaf: fc.oneof({ maxDepth: 5 }, fc.maxSafeInteger(), text, fc.boolean(), fc.constant(null), tie('list'), tie('record')),
  list: fc.array(tie('leaf'), { maxLength: 5 }),
  record: fc.dictionary(fc.oneof(text, fc.constant('__proto__')), tie('leaf'), { maxKeys: 6 }),
}));

function refusing(act: () => unknown): void {
  expect(act).toThrow(VerifiableLogError);
}

describe('canonical JSON', () => {
  it('agrees with an independent implementation on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(canonicalizeJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('order of names and white space do not change a leaf', () => {
    fc.assert(
      fc.property(leaf, fc.constantFrom('', ' ', '\t', '\n  '), (value, space) => {
        expect(canonicalText(parseCanonical(JSON.stringify(reversed(value), null, space)))).toBe(canonicalText(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('canonical bytes read back are the same bytes', () => {
    fc.assert(
      fc.property(leaf, (value) => {
        expect(canonicalBytes(parseCanonicalBytes(canonicalBytes(value)))).toEqual(canonicalBytes(value));
      }),
    );
  });

  it('reads any text as JSON.parse does or refuses it with its own error', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'u00', 'd8', '1', '0', '-', '.', 'e', 'true', 'null', ' ', '\u0000');
    fc.assert(
      fc.property(fc.array(pieces).map((parts) => parts.join('')), (candidate) => {
        const read = readOrRefusal(candidate);
        // Through canonical text, because -0 and 0 are one number here.
        if (!(read instanceof VerifiableLogError)) expect(canonicalizeJson(read)).toBe(canonicalize(JSON.parse(candidate)));
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['01', '1.0', '1e2', '-', '+1', '.5', "{'a':1}", '[1,]', '{"a":1,}', '"\t"', '"\\x"', '"a', '', ' ', '[1 2]', '{"a" 1}', 'nul', 'truefalse', '\u00a01'])(
    'refuses %j',
    (candidate) => refusing(() => parseCanonical(candidate)),
  );

  it('refuses nesting that would exhaust the stack, read or written', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    refusing(() => parseCanonical('['.repeat(100_000)));
    refusing(() => canonicalText(cycle));
  });

  it.each([[undefined], [{ a: undefined }], [new Date(0)], [Buffer.from('a')], [new Map()], [1n], [() => 1], [Array(1)], [NaN], ['\ud800'], [{ '\ud800': 1 }]])(
    'refuses to write what JSON cannot say: %p',
    (value) => {
      refusing(() => canonicalText(value));
      refusing(() => canonicalizeJson(value));
    },
  );

  it.each([1.5, 2 ** 53, 1e21])('refuses the number %d in a leaf, where RFC 8785 would take it', (value) => {
    refusing(() => canonicalText({ value }));
    expect(canonicalizeJson(value)).toBe(canonicalize(value));
  });

  it('bytes that are JSON but not canonical are not a leaf', () => {
    for (const wrong of ['{ "a":1}', '{"b":1,"a":1}', '{"a":-0}', '"\\u0061"', '\ufeff{}']) refusing(() => parseCanonicalBytes(Buffer.from(wrong)));
    refusing(() => parseCanonicalBytes(Uint8Array.of(0x22, 0xff, 0x22)));
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, item]) => [name, reversed(item)]));
}

function readOrRefusal(candidate: string): unknown {
  try {
    return parseCanonical(candidate);
  } catch (error) {
    if (error instanceof VerifiableLogError) return error;
    throw error;
  }
}
