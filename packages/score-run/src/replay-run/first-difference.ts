import { stepsInOrder, type Tree } from '../steps-in-order.ts';
import { firstOf, type Step, type StepDifference } from './step-difference.ts';

type Stored = Tree & Step;

/** Finds the first step, inputs before what uses them, whose bytes differ; nothing where all are the same. */
export function firstDifference(stored: Stored, recomputed: Stored, score: { readonly stored: Step; readonly recomputed: Step }): StepDifference | undefined {
  const merged: Tree = { root: recomputed.root, inputs: { ...recomputed.inputs, ...stored.inputs }, nodes: { ...recomputed.nodes, ...stored.nodes } };
  const steps = stepsInOrder(merged).map((step) => ({ step, kind: Object.hasOwn(merged.nodes, step) ? ('node' as const) : ('input' as const), stored: stepOf(stored, step), recomputed: stepOf(recomputed, step) }));
  return firstOf([...steps, { step: '', kind: 'score', label: 'the score itself', stored: { ...rest(stored), ...score.stored }, recomputed: { ...rest(recomputed), ...score.recomputed } }]);
}

const stepOf = ({ inputs, nodes }: Stored, key: string) => (Object.hasOwn(nodes, key) ? nodes[key] : Object.hasOwn(inputs, key) ? inputs[key] : undefined) as Step | undefined;
const rest = ({ inputs: _, nodes: __, ...others }: Stored): Step => others;
