import { inputsOf } from './inputs-of.ts';
import { inForce, numberOf } from './numbers.ts';
import { type Place } from './population.ts';
import { decimalText, parse } from './rational.ts';
import { firstDay } from './reference.ts';
import { type Run } from './run.ts';
import { type NumberOrParameter } from './steps/step.ts';

const shownElsewhere = new Set(['step', 'label', 'round', 'of', 'parts', 'clause', 'is']);

/** The numbers and words a node took from the document, a parameter with its clause. */
export function parametersOf(run: Run, id: string, place: Place): Record<string, string> {
  const node = run.methodology.document.nodes[id]!;
  const inputs = new Set(inputsOf(node));
  const found = [...Object.entries(node), ...Object.entries(node['let'] ?? {})].flatMap(([name, value]): [string, string][] => {
    if ((shownElsewhere.has(name) && !(name === 'parts' && countsParts(node))) || (typeof value === 'string' && inputs.has(value))) return [];
    const text = parameterText(run, id, value, place);
    return text === undefined ? [] : [[name, text]];
  });
  const weights = weightText(run, id, place);
  const rounding: [string, string][] = node.round ? [['round', `${node.round.places} places, ${node.round.mode}`]] : [];
  return { ...Object.fromEntries(found), ...(weights ? { weights } : {}), ...Object.fromEntries(rounding) };
}

/** Where one thing is read, `parts` is a number and no weights. */
const countsParts = (node: object) => typeof (node as { of?: unknown }).of === 'string';

/** The weights of a step that shows no parts of its own, without which nobody can add it up again. */
function weightText(run: Run, id: string, place: Place): string | undefined {
  const node = run.methodology.document.nodes[id]!;
  const { parts } = node as { parts?: Record<string, NumberOrParameter> };
  if (!parts || countsParts(node) || run.node(id, place).parts) return undefined;
  return Object.entries(parts).map(([part, weight]) => `${part}: ${parameterText(run, id, weight, place) ?? 'missing'}`).join('; ');
}

function parameterText(run: Run, id: string, value: unknown, place: Place): string | undefined {
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? decimalText(parse(value)) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' && /^-?\d+(\.\d+)?$/.test(one))) return value.join(', ');
  if (typeof value !== 'object' || value === null || !['parameter', 'node', 'attribute', 'by'].some((field) => field in value)) return undefined;
  try {
    const number = decimalText(numberOf(run, id, value as NumberOrParameter, place));
    const named = 'parameter' in value ? inForce(run.methodology.document.parameters?.[String(value.parameter)] ?? [], firstDay(run.on(place)))?.clause : undefined;
    return number + (named ? ` (${named})` : '');
  } catch {
    return undefined;
  }
}
