import { freezeCycle } from '@mizan/contracts';
import { readText } from '../methodology-lifecycle/read-text.ts';
import { exit } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

/** `cycle freeze`: freezes a cycle for a methodology and says what that will not find in the snapshot. Warnings stop nothing: a run refuses what cannot be scored. */
export async function cycleFreeze(cycle: string, { methodology: named, reason, as, json }: { methodology: string; reason?: string; as?: string; json?: boolean }, terminal: Terminal): Promise<number> {
  const session = await openSession(as, 'policy-officer');
  const { methodologySha256, document } = await readText(session, named);
  const frozen = await session.ask(freezeCycle, { params: { cycleId: cycle }, body: { methodologySha256, methodology: document, ...(reason === undefined ? {} : { reason }) } });
  if (json) terminal.out(JSON.stringify(frozen));
  else terminal.out(`snapshot: ${frozen.snapshotId}`);
  for (const warning of frozen.warnings ?? []) terminal.note(`warning: ${warning}`);
  return exit.done;
}
