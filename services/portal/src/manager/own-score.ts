import { type z } from 'zod';
import { type listCycles, type listOrgUnits, listOrgUnits as askOrgUnits, readManagerScore } from '@mizan/contracts';
import { type Ask, ifFound } from '../ask.ts';
import { type Attribution, readAttribution } from '../breakdown/attribution.ts';
import { placeNames } from '../place-names.ts';
import { type Label } from '../words/index.ts';

type Cycle = z.output<typeof listCycles.reply.body>['cycles'][number];
export interface OwnScore {
  readonly cycle: Cycle;
  readonly reply: z.output<typeof readManagerScore.reply.body>;
  readonly attribution: Attribution;
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
    return reply ? [{ cycle, reply, attribution: readAttribution(reply.derivation), districts }] : [];
  });
}
