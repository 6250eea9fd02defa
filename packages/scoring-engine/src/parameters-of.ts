import { NumberMissing } from './cell.ts';
import { countsParts, holdsOwnWords } from './forms-in.ts';
import { inputsOf } from './inputs-of.ts';
import { inForce, numberOf } from './numbers.ts';
import { type Place } from './population.ts';
import { decimalText, exactText, parse } from './rational.ts';
import { firstDay } from './reference.ts';
import { type Run } from './run.ts';
import { type NumberOrParameter } from './steps/step.ts';

const shownElsewhere = new Set(['step', 'label', 'of', 'parts', 'clause', 'peers']);
/** Where numbers stand inside a list or a group; all else that is not one word or number is shown as the document has it. */
const numbersInside = new Set(['knots', 'prior', 'rows', 'let']);

/** The numbers and words a node took from the document and the place, all that is needed beside what it reads to work it out again: a number with the clause, node or attribute it is from, a list or a table as JSON. */
export function parametersOf(run: Run, id: string, place: Place): Record<string, string> {
  const node = run.methodology.document.nodes[id]!;
  const { turned, taken = {} } = run.node(id, place);
  const inputs = inputsOf(node);
  const found = Object.entries(node).flatMap(([name, value]): [string, string][] => {
    if (shownElsewhere.has(name) && !(name === 'parts' && countsParts(node)) && !(name === 'of' && Array.isArray(value) && value.length < inputs.length)) return [];
    const text = typeof value === 'string' && inputs.includes(value) ? value : textOf(run, id, name, value, place);
    return text === undefined ? [] : [[name, text]];
  });
  const weights = weightText(run, id, place);
  return { ...(turned && typeof node['of'] === 'string' ? { direction: 'lower' } : {}), ...Object.fromEntries(found), ...(weights ? { weights } : {}), ...taken };
}

/** The weights of a step that shows no parts of its own, without which nobody can add it up again. */
function weightText(run: Run, id: string, place: Place): string | undefined {
  const node = run.methodology.document.nodes[id]!;
  const { parts } = node as { parts?: Record<string, NumberOrParameter> };
  if (!parts || countsParts(node) || run.node(id, place).parts) return undefined;
  return Object.entries(parts).map(([part, weight]) => `${part}: ${numberText(run, id, weight, place)}`).join('; ');
}

function textOf(run: Run, id: string, name: string, value: unknown, place: Place): string | undefined {
  if (typeof value === 'string') return isDecimal(value) ? decimalText(parse(value)) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const node = run.methodology.document.nodes[id]!;
  if (!holdsOwnWords(node, [name]) && isNumber(value)) return numberText(run, id, value, place);
  if ('places' in value && 'mode' in value) return `${String(value.places)} places, ${String(value.mode)}`;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' && isDecimal(one))) return value.join(', ');
  return JSON.stringify(numbersInside.has(name) ? withNumbers(node, value, [name], (number) => numberText(run, id, number, place)) : value);
}

/** A list or a table with each number in it as text; under a word of the document's own it is told from a name by standing as `{ "number": … }`. */
function withNumbers(node: object, value: unknown, path: readonly string[], text: (number: Exclude<NumberOrParameter, string>) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!holdsOwnWords(node, path) && isNumber(value)) return holdsOwnWords(node, path.slice(0, -1)) ? { number: text(value) } : text(value);
  if (Array.isArray(value)) return value.map((one, index) => withNumbers(node, one, [...path, String(index)], text));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNumbers(node, inner, [...path, key], text)]));
}

const isDecimal = (text: string) => /^-?\d+(\.\d+)?$/.test(text);
const isNumber = (value: unknown): value is Exclude<NumberOrParameter, string> => typeof value === 'object' && value !== null && ['parameter', 'node', 'attribute', 'by'].some((field) => field in value);

/** A number, or that it is missing, and in brackets from where. */
function numberText(run: Run, id: string, value: NumberOrParameter, place: Place): string {
  if (typeof value === 'string') return decimalText(parse(value));
  const from = fromWhere(run, value, place);
  return numberOrMissing(run, id, value, place) + (from ? ` (${from})` : '');
}

function numberOrMissing(run: Run, id: string, value: NumberOrParameter, place: Place): string {
  try {
    return exactText(numberOf(run, id, value, place));
  } catch (error) {
    if (error instanceof NumberMissing) return 'missing';
    throw error;
  }
}

function fromWhere(run: Run, value: Exclude<NumberOrParameter, string>, place: Place): string | undefined {
  if ('parameter' in value) return inForce(run.methodology.document.parameters?.[value.parameter] ?? [], firstDay(run.on(place)))?.clause;
  if ('node' in value) return value.node;
  return 'attribute' in value ? value.attribute : `${value.by} ${run.population.attribute(place.orgUnit, value.by) ?? ''}`;
}
