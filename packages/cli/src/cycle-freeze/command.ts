import { freezeCycle, readMethodology } from '@mizan/contracts';
import { exit } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

/** `cycle freeze`: freezes a cycle for a methodology and says what that will not find in the snapshot. Warnings stop nothing: a run refuses what cannot be scored. */
export async function cycleFreeze(cycle: string, { methodology: methodologySha256, reason, as, json }: { methodology: string; reason?: string; as?: string; json?: boolean }, terminal: Terminal): Promise<number> {
  const session = await openSession(as, 'policy-officer');
  const { document } = await session.ask(readMethodology, { params: { methodologySha256 } });
  const frozen = await session.ask(freezeCycle, { params: { cycleId: cycle }, body: { methodologySha256, methodology: document, ...(reason === undefined ? {} : { reason }) } });
  if (json) terminal.out(JSON.stringify(frozen));
  else terminal.out(`snapshot: ${frozen.snapshotId}`);
  for (const warning of frozen.warnings ?? []) terminal.note(`warning: ${warning}`);
  return exit.done;
}
