import { toUtf8 } from './bytes.ts';
import { VerifiableLogError } from './errors.ts';

/** Nesting beyond this is refused, so that hostile input cannot exhaust the stack. */
export const deepestNesting = 128;

type NumberRule = (value: number) => string;

/**
 * RFC 8785 text of any I-JSON value, fractions included.
 * @throws VerifiableLogError for what JSON cannot say: NaN, undefined, dates, buffers, lone surrogates, cycles
 */
export function canonicalizeJson(value: unknown): string {
  return write(value, finiteNumber, 0);
}

/**
 * RFC 8785 text under the stricter profile of a log: numbers are safe integers, every decimal is a string.
 * @throws VerifiableLogError for a value outside the profile
 */
export function canonicalText(value: unknown): string {
  return write(value, safeInteger, 0);
}

/** UTF-8 of `canonicalText`: the bytes that are hashed, stored and sent. */
export function canonicalBytes(value: unknown): Uint8Array {
  return toUtf8(canonicalText(value));
}

function write(value: unknown, numberText: NumberRule, depth: number): string {
  if (depth > deepestNesting) throw outside(`nested deeper than ${deepestNesting} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return stringText(value);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return arrayText(value, numberText, depth);
  if (isPlainObject(value)) return objectText(value, numberText, depth);
  throw outside(`${describe(value)} has no JSON form; pass plain data`);
}

function arrayText(items: unknown[], numberText: NumberRule, depth: number): string {
  // Array.from visits holes, which map() would skip.
  return `[${Array.from(items, (item) => write(item, numberText, depth + 1)).join(',')}]`;
}

function objectText(object: Record<string, unknown>, numberText: NumberRule, depth: number): string {
  // sort() without a comparator orders by UTF-16 code units, as RFC 8785 3.2.3 asks.
  const names = Object.keys(object).sort();
  return `{${names.map((name) => `${stringText(name)}:${write(object[name], numberText, depth + 1)}`).join(',')}}`;
}

function stringText(text: string): string {
  if (!text.isWellFormed()) throw outside('a string holds a lone surrogate');
  return JSON.stringify(text);
}

function finiteNumber(value: number): string {
  if (!Number.isFinite(value)) throw outside(`${value} is not a JSON number`);
  return JSON.stringify(value);
}

function safeInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw outside(`${value} is not a safe integer; write decimals as strings`);
  return JSON.stringify(value);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm's Object.prototype is as plain as ours: its own prototype is null.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null ? `a ${value.constructor.name}` : `a value of type ${typeof value}`;
}

function outside(text: string): VerifiableLogError {
  return new VerifiableLogError('value-outside-profile', text);
}
