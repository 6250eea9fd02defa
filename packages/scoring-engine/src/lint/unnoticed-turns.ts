import { runExamples } from '../examples.ts';
import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { add, decimalText, divide, parse, subtract, whole } from '../rational.ts';
import { readReference } from '../reference.ts';
import { stepNamed } from '../steps/index.ts';
import { finding, type LintRule } from './finding.ts';

interface Turn {
  readonly what: string;
  readonly document: MethodologyDocument;
}

/** What could stand the other way round, or a tenth of its range further in, without any example noticing: it rests on nobody's sum. */
export const unnoticedTurns: LintRule = ({ methodology, shares }) => {
  const { document } = methodology;
  if (!document.examples?.length || runExamples(methodology).some(({ passed }) => !passed)) return [];
  const unnoticed = [...directionsTurned(document, shares), ...goalpostsMoved(document, shares)].filter(({ document: turned }) => runExamples({ ...methodology, document: turned, indicators: turned.indicators }).every(({ passed }) => passed));
  return unnoticed.length ? [finding('warning', '/examples', `no example would notice another ${unnoticed.slice(0, 6).map(({ what }) => what).join(', ')}${unnoticed.length > 6 ? ` and ${unnoticed.length - 6} more` : ''}`, 'add an example, worked out by hand, whose figures stand off the middle and between the goalposts')] : [];
};

/** Turned only where a step asks the indicator which way is better. */
function directionsTurned(document: MethodologyDocument, shares: ReadonlyMap<string, number>): Turn[] {
  const asks = (id: string): boolean => Object.entries(document.nodes).some(([node, body]) => inputsOf(body).some((input) => readReference(input).id === id) && (body.step === 'goalposts' || (stepNamed.get(body.step)?.keepsDirectionOf !== undefined && asks(node))));
  return Object.entries(document.indicators).flatMap(([id, indicator]) => {
    const { direction } = indicator;
    if (direction === undefined || !((shares.get(id) ?? 0) > 0) || !asks(id)) return [];
    return [{ what: `direction of ${id}`, document: { ...document, indicators: { ...document.indicators, [id]: { ...indicator, direction: direction === 'higher' ? 'lower' : 'higher' } } } }];
  });
}

function goalpostsMoved(document: MethodologyDocument, shares: ReadonlyMap<string, number>): Turn[] {
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    const { low, high } = node;
    if (node.step !== 'goalposts' || !((shares.get(id) ?? 0) > 0) || typeof low !== 'string' || typeof high !== 'string') return [];
    const tenth = divide(subtract(parse(high), parse(low)), whole(10));
    const moved = (field: 'low' | 'high', value: string): Turn => ({ what: `"${field}" at ${pointer('nodes', id)}`, document: { ...document, nodes: { ...document.nodes, [id]: { ...node, [field]: value } } } });
    return [moved('low', decimalText(add(parse(low), tenth))), moved('high', decimalText(subtract(parse(high), tenth)))];
  });
}

