import { listMethodologies, readMethodologyVersion } from '@mizan/contracts';
import { exit } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { type Options } from './take-step.ts';
import { versionName } from './version-name.ts';
import { historyLines, listLines, versionLines } from './words.ts';

/** `methodology list`: every version and where it stands. */
export async function list({ as, json }: Options, terminal: Terminal): Promise<number> {
  const { methodologies } = await (await openSession(as, 'policy-officer')).ask(listMethodologies);
  if (methodologies.length === 0) terminal.note('There is no methodology yet. Save one with: mizan methodology save <file>');
  for (const line of json ? methodologies.map((head) => JSON.stringify(head)) : listLines(methodologies)) terminal.out(line);
  return exit.done;
}

const version = async (name: string, as: string | undefined) => (await openSession(as, 'policy-officer')).ask(readMethodologyVersion, { params: { ...versionName(name) } });

/** `methodology show`: where a version stands and what comes next; with --json also its text. */
export async function show(name: string, { as, json }: Options, terminal: Terminal): Promise<number> {
  const found = await version(name, as);
  for (const line of json ? [JSON.stringify(found)] : versionLines(found)) terminal.out(line);
  return exit.done;
}

/** `methodology history`: every step with person and time. */
export async function history(name: string, { as, json }: Options, terminal: Terminal): Promise<number> {
  const { history: steps } = await version(name, as);
  for (const line of json ? steps.map((step) => JSON.stringify(step)) : historyLines(steps)) terminal.out(line);
  return exit.done;
}
