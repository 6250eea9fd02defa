import { readScore } from '@mizan/contracts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { explanation, type DerivationTree } from './explanation.ts';

/** `score explain`: one score with every step of its derivation, formula with names and with numbers. */
export async function scoreExplain(options: { as?: string; cycle: string; orgUnit: string; json?: boolean }, terminal: Terminal): Promise<number> {
  const session = await openSession(options.as, 'auditor');
  const reply = await session.ask(readScore, { params: { cycleId: options.cycle, orgUnit: options.orgUnit } });
  if (options.json) terminal.out(JSON.stringify(reply));
  else for (const line of explanation(reply.score, reply.derivation as unknown as DerivationTree, reply.reasons.map(({ text }) => text['en'] ?? ''))) terminal.out(line);
  return 0;
}
