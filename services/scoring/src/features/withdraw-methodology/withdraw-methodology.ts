import { Refusal, type Role } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { eq } from 'drizzle-orm';
import { before, nameOf, readSteps, type Step, takeStep, type VersionKey } from '../../lifecycle/steps.ts';
import { standingAfter } from '../../lifecycle/transitions.ts';
import { runRequest } from '../../tables.ts';
import { refuseAuthor } from '../approve-methodology/approve-methodology.ts';

interface Person {
  readonly subject: string;
  readonly roles: readonly Role[];
}

/**
 * Withdraws a version for good. Once it is approved that takes two people, as approval did; once a run has used it, it stands.
 * The version that it superseded holds again.
 * @throws Refusal same-person or methodology-used
 */
export async function withdrawMethodology(tx: Tx, key: VersionKey, reason: string, { subject: by, roles }: Person): Promise<Step[]> {
  const steps = await before(tx, key, 'withdrawn');
  const standing = standingAfter(steps.map(({ kind }) => kind));
  if (standing === 'approved' || standing === 'published') {
    if (!roles.includes('policy-approver')) throw new Refusal('same-person', `${nameOf(key)} is ${standing}; a policy approver who did not draft it must withdraw it.`);
    refuseAuthor(steps, by, 'withdraw');
  }
  const { methodologySha256 } = steps.at(-1)!;
  const [used] = await tx.orm.select({ runId: runRequest.runId }).from(runRequest).where(eq(runRequest.methodologySha256, methodologySha256)).limit(1);
  if (used) throw new Refusal('methodology-used', `The run ${used.runId} has used ${nameOf(key)}, so it stands. Publish a version that supersedes it.`, { runId: used.runId });
  const after = await takeStep(tx, steps, 'withdrawn', by, { reason });
  await reinstate(tx, key.methodologyId, methodologySha256, by);
  return after;
}

async function reinstate(tx: Tx, methodologyId: string, withdrawn: string, by: string): Promise<void> {
  const versions = Map.groupBy(await readSteps(tx, { methodologyId }), ({ version }) => version);
  for (const steps of versions.values()) {
    const last = steps.at(-1);
    if (last?.kind === 'superseded' && last.data['supersededBy'] === withdrawn) await takeStep(tx, steps, 'reinstated', by, { withdrawn });
  }
}
