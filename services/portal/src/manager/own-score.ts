import { z } from 'zod';
import { type listCycles, type listOrgUnits, listOrgUnits as askOrgUnits, readManagerScore } from '@mizan/contracts';
import { type Ask, ifFound } from '../ask.ts';
import { placeNames } from '../place-names.ts';
import { type Label } from '../words/index.ts';

const labels = z.record(z.string(), z.string());
const Weighed = z.looseObject({ orgUnit: z.string(), days: z.string(), share: z.string(), value: z.string(), contribution: z.string() });
/** What the page reads of the steps to a manager's score; a shape it does not know is a fault, never an empty page. */
const Attribution = z.looseObject({
  root: z.string(),
  service: z.looseObject({ counts: z.string(), neutral: z.string(), notCounted: z.string(), notInPost: z.string(), neededOfHer: z.string() }),
  neutralDays: z.looseObject({ are: z.enum(['left-out', 'counted']) }).optional(),
  stretches: z.array(z.looseObject({ orgUnit: z.string(), post: z.string(), from: z.string(), to: z.string(), cause: z.string(), treatment: z.string(), days: z.string() })),
  orgUnits: z.array(z.looseObject({ orgUnit: z.string(), status: z.string(), score: z.string(), days: z.string(), share: z.string(), baseline: z.looseObject({ from: z.string(), takenOver: z.string() }).optional() })),
  parts: z.record(z.string(), z.looseObject({ label: labels, kind: z.string(), to: z.string(), exact: z.string(), status: z.string(), weighed: z.array(Weighed), leftOut: z.array(z.looseObject({ orgUnit: z.string(), days: z.string(), why: z.string() })) })),
  nodes: z.record(z.string(), z.looseObject({ label: labels.optional(), formula: z.looseObject({ numbers: z.string() }).optional() })),
});

type Cycle = z.output<typeof listCycles.reply.body>['cycles'][number];
export interface OwnScore {
  readonly cycle: Cycle;
  readonly reply: z.output<typeof readManagerScore.reply.body>;
  readonly attribution: z.output<typeof Attribution>;
  readonly districts: Readonly<Record<string, Label>>;
}

/** A person's own score in each cycle that has one; none where the methodology knows only districts' scores. */
export async function readOwnScores(ask: Ask, personId: string, cycles: readonly Cycle[]): Promise<OwnScore[]> {
  const replies = await Promise.all(cycles.map((cycle) => ifFound(ask(readManagerScore, { params: { cycleId: cycle.cycleId, personId } }))));
  if (replies.every((reply) => reply === undefined)) return [];
  const { orgUnits }: z.output<typeof listOrgUnits.reply.body> = await ask(askOrgUnits);
  const districts = placeNames(orgUnits);
  return cycles.flatMap((cycle, index) => {
    const reply = replies[index];
    return reply ? [{ cycle, reply, attribution: Attribution.parse(reply.derivation), districts }] : [];
  });
}
