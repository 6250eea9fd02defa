import { type Fault, pointer } from '../examine-document.ts';
import { formsIn } from '../forms-in.ts';
import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { readReference } from '../reference.ts';
import { peersOf } from '../steps/index.ts';

/** Steps that look beside the org unit or at other periods, which a person does not have. */
const looksElsewhere = new Set(['attribute', 'impute', 'moving-average']);

/** The nodes above the attributed parts, the score first, and why one of them cannot be worked out for a person. */
export function above(document: MethodologyDocument): { readonly nodes: readonly string[]; readonly faults: readonly Fault[] } {
  const { nodes, score, attribution } = document;
  if (!attribution) return { nodes: [], faults: [] };
  const found = new Set<string>();
  const faults: Fault[] = [];
  const place = (text: string, ...path: readonly string[]) => void faults.push({ pointer: pointer('attribution', ...path), text });
  const visit = (text: string): void => {
    const { id, period, ...narrowed } = readReference(text);
    if (Object.hasOwn(attribution.parts, id)) {
      if (text !== id) place(`${text} is read above ${id}, which is taken over org units; only ${id} itself can be: attribute the node that reads ${text} instead`, 'parts', id);
      return;
    }
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    if (!node) return place(`${id} is read above the parts, so nobody says whether it is a flow or a stock: add it, or a node above it`, 'parts');
    if (period !== undefined || Object.keys(narrowed).length > 0) place(`${text} is read above the parts; attribute ${id}, or the node that reads it`, 'parts');
    if (found.has(id)) return;
    found.add(id);
    if (peersOf(node) !== 'none' || looksElsewhere.has(node.step) || readsAttributes(node)) place(`${id} (${node.step}) looks at other org units, other periods or an attribute of the org unit, and a person has none; attribute ${id} itself`, 'parts');
    inputsOf(node).forEach(visit);
  };
  [score.of, ...(score.band === undefined ? [] : [score.band])].forEach(visit);
  return { nodes: [...found], faults };
}

const readsAttributes = (node: object) => (['attribute', 'by'] as const).some((form) => formsIn(form, node).length > 0);

/** What the shape of the section does not show. */
export function sectionFaults(document: MethodologyDocument): Fault[] {
  const { attribution, nodes, indicators, parameters = {} } = document;
  if (!attribution) return [];
  const unknown = Object.keys(attribution.parts).filter((id) => !Object.hasOwn(nodes, id) && !Object.hasOwn(indicators, id)).map((id) => ({ pointer: pointer('attribution', 'parts', id), text: `there is no node or indicator ${id}` }));
  const { days } = attribution.minimumService;
  const parameter = typeof days === 'object' && !Object.hasOwn(parameters, days.parameter) ? [{ pointer: pointer('attribution', 'minimumService', 'days'), text: `there is no parameter ${days.parameter}` }] : [];
  const reserved = Object.hasOwn(attribution.causes, 'in-post') ? [{ pointer: pointer('attribution', 'causes', 'in-post'), text: 'a day in post always counts; only absences are named here' }] : [];
  return [...unknown, ...parameter, ...reserved, ...above(document).faults];
}
