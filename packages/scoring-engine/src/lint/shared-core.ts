import { same } from '../compare-documents/changes.ts';
import { pointer } from '../examine-document.ts';
import { formsIn } from '../forms-in.ts';
import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { MethodologyError, readMethodology } from '../read-methodology.ts';
import { readReference } from '../reference.ts';
import { type Finding, finding, type LintRule } from './finding.ts';

/**
 * A methodology with a shared core is a whole document, printed and hashed as one; nothing is fetched when it is read.
 * That its core is the core is shown by comparing: the node, and every node, indicator, parameter and period it rests on, are the same.
 */
export const sharedCore: LintRule = ({ methodology: { document }, core: json }) => {
  const { core } = document;
  if (!core) return [];
  const name = `${core.id}@${core.version}`;
  if (json === undefined) return [finding('warning', '/core', `nobody compared it with ${name}`, 'give the core: mizan methodology lint FILE --core CORE')];
  if (json === null) return [finding('error', '/core', `${name} is not published here`, 'publish the core first')];
  const shared = readCore(json);
  if (!shared || shared.id !== core.id || shared.version !== core.version) return [finding('error', '/core', `what was given is ${shared ? `${shared.id}@${shared.version}` : 'no methodology'}, not ${name}`, 'give the core that the document names')];
  return Object.hasOwn(shared.nodes, core.node) ? differences(document, shared, core.node, name) : [finding('error', '/core/node', `${name} has no node ${core.node}`, 'name a node of the core')];
};

function readCore(json: unknown): MethodologyDocument | undefined {
  try {
    return readMethodology(json).document;
  } catch (error) {
    if (error instanceof MethodologyError) return undefined;
    throw error;
  }
}

function differences(document: MethodologyDocument, core: MethodologyDocument, node: string, name: string): Finding[] {
  const told = (place: string, what: string) => finding('error', place, `${what} is not as in ${name}, so scores of the core cannot be compared`, 'take it over as it stands there, or drop "core"');
  const { nodes, indicators, parameters, periods } = reaches(core, node);
  const unlike = (section: 'nodes' | 'indicators' | 'parameters' | 'periods', ids: ReadonlySet<string>) =>
    [...ids].filter((id) => !same(document[section]?.[id], core[section]?.[id])).map((id) => told(pointer(section, id), id));
  const level = document.level === core.level ? [] : [told('/level', 'the level')];
  return [...level, ...unlike('nodes', nodes), ...unlike('indicators', indicators), ...unlike('parameters', parameters), ...unlike('periods', periods)];
}

/** All that a node rests on. */
function reaches(document: MethodologyDocument, from: string) {
  const found = { nodes: new Set<string>(), indicators: new Set<string>(), parameters: new Set<string>(), periods: new Set<string>() };
  const visit = (id: string): void => {
    const node = document.nodes[id];
    if (!node) return void found.indicators.add(id);
    if (found.nodes.has(id)) return;
    found.nodes.add(id);
    parametersIn(node).forEach((name) => found.parameters.add(name));
    for (const input of inputsOf(node)) {
      const reference = readReference(input);
      if (reference.period !== undefined) found.periods.add(reference.period);
      visit(reference.id);
    }
  };
  visit(from);
  return found;
}

/** The parameters that a node names, wherever in it. */
export const parametersIn = (node: object | undefined): string[] => formsIn('parameter', node).map(({ name }) => name);
