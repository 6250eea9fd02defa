import { type AttributionDerivation } from '@mizan/scoring-engine';
import { stepsInOrder } from '../steps-in-order.ts';
import { firstOf, type Step, type StepDifference, type StepPair } from './step-difference.ts';

type Stored = AttributionDerivation & Step;
type Keyed = ReadonlyMap<string, Step>;

/** Finds the first step to a person's score that differs: her days, her org units, the parts over them, the nodes above. */
export function firstDifferenceOfPerson(stored: Stored, recomputed: Stored, score: { readonly stored: Step; readonly recomputed: Step }): StepDifference | undefined {
  const merged = { root: recomputed.root, inputs: { ...recomputed.parts, ...stored.parts }, nodes: { ...recomputed.nodes, ...stored.nodes } };
  const own = (from: Readonly<Record<string, unknown>>, key: string) => (Object.hasOwn(from, key) ? from[key] : undefined) as Step | undefined;
  const above = stepsInOrder(merged).map((step): StepPair => {
    const isNode = Object.hasOwn(merged.nodes, step);
    const section = isNode ? 'nodes' : 'parts';
    return { step, kind: isNode ? 'node' : 'part', stored: own(stored[section], step), recomputed: own(recomputed[section], step) };
  });
  return firstOf([
    { step: '', kind: 'days', label: 'the cycle', stored: stored.cycle, recomputed: recomputed.cycle },
    ...paired(stretchesOf(stored), stretchesOf(recomputed)).map((pair) => ({ ...pair, kind: 'days' as const })),
    { step: '', kind: 'days', label: 'her days of service', stored: stored.service, recomputed: recomputed.service },
    ...paired(orgUnitsOf(stored), orgUnitsOf(recomputed)).map((pair) => ({ ...pair, kind: 'org unit' as const })),
    ...above,
    { step: '', kind: 'score', label: 'the score itself', stored: { ...rest(stored), ...score.stored }, recomputed: { ...rest(recomputed), ...score.recomputed } },
  ]);
}

/** Days in a row in one post, by when and where they begin. */
const stretchesOf = ({ stretches }: Stored): Keyed => new Map(stretches.map((stretch) => [`${stretch.post} from ${stretch.from}`, { ...stretch }]));
const orgUnitsOf = ({ orgUnits }: Stored): Keyed => new Map(orgUnits.map((one) => [one.orgUnit, { ...one }]));
const paired = (stored: Keyed, recomputed: Keyed) => [...new Set([...stored.keys(), ...recomputed.keys()])].sort().map((step) => ({ step, stored: stored.get(step), recomputed: recomputed.get(step) }));
const rest = ({ cycle: _, stretches: _1, service: _2, orgUnits: _3, parts: _4, nodes: _5, ...others }: Stored): Step => others;
