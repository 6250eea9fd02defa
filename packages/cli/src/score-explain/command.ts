import { readManagerScore, readScore } from '@mizan/contracts';
import { type AttributionDerivation } from '@mizan/scoring-engine';
import { exit, Failure } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { attributionInWords } from './attribution-in-words.ts';
import { explanation, type DerivationTree } from './explanation.ts';

/** `score explain`: one score with every step of its derivation, formula with names and with numbers; with `--person` from org units to the person. */
export async function scoreExplain(options: { as?: string; cycle: string; orgUnit: string | undefined; person?: string; json?: boolean }, terminal: Terminal): Promise<number> {
  if ((options.orgUnit === undefined) === (options.person === undefined)) throw new Failure(exit.usage, 'Name one: an org unit (mizan score explain ORG_UNIT --cycle CYCLE), or a person (mizan score explain --person ID --cycle CYCLE).');
  const session = await openSession(options.as, 'auditor');
  const say = (reply: unknown, lines: readonly string[]) => (options.json ? [JSON.stringify(reply)] : lines).forEach(terminal.out);
  const inEnglish = (reasons: readonly { text: Record<string, string> }[]) => reasons.map(({ text }) => text['en'] ?? '');
  if (options.person !== undefined) {
    const reply = await session.ask(readManagerScore, { params: { cycleId: options.cycle, personId: options.person } });
    say(reply, attributionInWords(reply.managerScore, reply.derivation as unknown as AttributionDerivation, inEnglish(reply.reasons)));
  } else {
    const reply = await session.ask(readScore, { params: { cycleId: options.cycle, orgUnit: options.orgUnit ?? '' } });
    say(reply, explanation(reply.score, reply.derivation as unknown as DerivationTree, inEnglish(reply.reasons)));
  }
  return exit.done;
}
