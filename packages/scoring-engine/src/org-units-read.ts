import { figuresRead } from './figures-read.ts';
import { openPopulation } from './population.ts';
import { type Methodology } from './read-methodology.ts';
import { type OrgUnit } from './org-units-file.ts';
import { peersOf, stepNamed } from './steps/index.ts';

/**
 * The org units whose figures the scores of some rest on: themselves and those of other levels that are looked at from them, through however many levels.
 * Nothing where all count: a step compares with peers, or goes through whatever earlier periods anybody has.
 */
export function orgUnitsRead(methodology: Methodology, hierarchy: readonly OrgUnit[], scored: { readonly period: string; readonly level: string }, orgUnits: readonly string[]): ReadonlySet<string> | undefined {
  const nodes = Object.values(methodology.document.nodes);
  if (nodes.some((node) => peersOf(node) === 'population' || stepNamed.get(node.step)!.earlier?.(node as never) === 'any')) return undefined;
  const { looks } = figuresRead(methodology, scored, methodology.own);
  const population = openPopulation(methodology, [], { hierarchy });
  const levels = new Map(hierarchy.map(({ code, level }) => [code, level]));
  const found = new Set(orgUnits);
  for (const code of found) {
    for (const { level, side, other } of looks) if (levels.get(code) === level) for (const one of population[side](code, other)) found.add(one);
  }
  return found;
}
