import { correctValue } from '@mizan/contracts';
import { exit } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

export interface CorrectOptions {
  readonly period: string;
  readonly status?: string;
  readonly value?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly n?: string;
  readonly standardError?: string;
  readonly subgroup?: string;
  readonly ofSource?: string;
  readonly reason: string;
  readonly source: string;
  readonly as?: string;
  readonly json?: boolean;
}

/** `value correct`: says what a figure means, all of it as a line of a return says it, and what stood beside its value and does so no longer. */
export async function valueCorrect(indicator: string, orgUnit: string, { as, json, status = 'present', ...said }: CorrectOptions, terminal: Terminal): Promise<number> {
  const session = await openSession(as, 'data-steward');
  const corrected = await session.ask(correctValue, { body: { indicator, orgUnit, status, ...said } });
  terminal.out(json ? JSON.stringify(corrected) : `correction: ${corrected.correctionId}`);
  if (corrected.noLonger) terminal.note(`The figure has no longer: ${corrected.noLonger.join(', ')}. Where they still hold, correct it again and give them too.`);
  return exit.done;
}
