import { readScore, whatIf } from '@mizan/contracts';
import { exit } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { supposedFigures } from './supposed-figures.ts';

export interface WhatIfOptions {
  readonly cycle: string;
  readonly figure: readonly string[];
  readonly as?: string;
  readonly json?: boolean;
}

/** `score what-if`: the score in force of an org unit beside the one it would have if some figures, its own or of org units below it, were others. */
export async function scoreWhatIf(orgUnit: string, { cycle: cycleId, figure, as, json }: WhatIfOptions, terminal: Terminal): Promise<number> {
  const supposed = supposedFigures(figure);
  const session = await openSession(as, 'auditor');
  const params = { cycleId, orgUnit };
  const { score: inForce } = await session.ask(readScore, { params });
  const would = await session.ask(whatIf, { params, body: supposed });
  const said = ({ status, score, band }: { status: string; score?: string | undefined; band?: string | undefined }) => [score ?? status, ...(band === undefined ? [] : [band])].join(', ');
  (json ? [JSON.stringify(would)] : [`in force: ${said(inForce)}`, `would be: ${said(would)}`]).forEach(terminal.out);
  return exit.done;
}
