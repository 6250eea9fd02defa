import { compare, parse } from '../rational.ts';
import { type Change } from './changes.ts';

/** A value as a reader would say it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return JSON.stringify(value);
}

/** A change as a sentence: what, then before -> after. */
export function inWords({ path, before, after }: Change): string {
  const what = subject(path);
  if (before === undefined) return `${what} added${content(path, after)}`;
  if (after === undefined) return `${what} removed${content(path, before)}`;
  if (sameNumber(before, after)) return `${what}: written ${shown(after)} and no longer ${shown(before)}, the same number`;
  return `${what}: ${listed(before, after) ?? `${shown(before)} -> ${shown(after)}`}`;
}

const sections: Readonly<Record<string, string>> = { nodes: 'node', indicators: 'indicator', parameters: 'parameter', bands: 'band', examples: 'example', lists: 'list', periods: 'period', undertakings: 'undertaking' };

function subject(path: readonly string[]): string {
  const [section = '', id = '', ...rest] = path;
  const noun = sections[section];
  if (path.length === 0) return 'the document';
  if (noun === undefined) return path.join(' ');
  if (id === '' && section !== 'parameters') return section;
  if (section === 'bands' && rest[0] === 'from') return `band ${id} from`;
  if (id === 'order' && rest.length === 0 && (section === 'bands' || section === 'examples')) return `order of the ${section}`;
  if (section === 'nodes' && rest[0] === 'parts' && rest.length === 2) return `weight of ${rest[1]} in ${id}`;
  if (section === 'parameters' && rest.length > 0) return `parameter ${id}${rest[0] ? ` from ${rest[0]}` : ''}${rest[1] && rest[1] !== 'value' ? ` ${rest.slice(1).join(' ')}` : ''}`;
  return rest.length === 0 ? `${noun} ${id}` : `${rest.join(' ')} of ${noun} ${id}`;
}

/** What came or went, where the name alone does not say it. */
function content(path: readonly string[], value: unknown): string {
  const { step, from } = (typeof value === 'object' && value !== null ? value : {}) as { step?: unknown; from?: unknown };
  if (path.length === 2 && path[0] === 'nodes' && typeof step === 'string') return ` (${step})`;
  if (path.length === 2 && path[0] === 'bands' && typeof from === 'string') return ` from ${from}`;
  if (path.length === 2 && (path[0] === 'indicators' || path[0] === 'examples')) return '';
  return `: ${shown(value)}`;
}

/** What a list of names gained and lost; nothing where only its order changed. */
function listed(before: unknown, after: unknown): string | undefined {
  if (!isNames(before) || !isNames(after)) return undefined;
  const [gained, lost] = [after.filter((one) => !before.includes(one)), before.filter((one) => !after.includes(one))];
  if (gained.length + lost.length === 0) return undefined;
  return [gained.length > 0 ? `now also ${gained.join(', ')}` : '', lost.length > 0 ? `no longer ${lost.join(', ')}` : ''].filter(Boolean).join('; ');
}
const isNames = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');

const decimal = /^-?\d+(\.\d+)?$/;
const sameNumber = (a: unknown, b: unknown) => typeof a === 'string' && typeof b === 'string' && decimal.test(a) && decimal.test(b) && compare(parse(a), parse(b)) === 0;
