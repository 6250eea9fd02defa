import { compareWithRun } from '@mizan/contracts';
import { exit } from '../session/failure.ts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { type Options } from './take-step.ts';
import { versionName } from './version-name.ts';

/** `methodology compare`: the printed scores of a run beside those this version gives; only org units that change are shown. */
export async function compare(name: string, runId: string, { as, json }: Options, terminal: Terminal): Promise<number> {
  const session = await openSession(as, 'policy-officer');
  const compared = await session.ask(compareWithRun, { params: { ...versionName(name) }, body: { runId } });
  if (json) terminal.out(JSON.stringify(compared));
  else {
    const side = (score: string, band: string) => (score === '' ? 'no score' : `${score}${band ? ` ${band}` : ''}`);
    for (const row of compared.rows) {
      const [before, after] = [side(row.before, row.bandBefore), side(row.after, row.bandAfter)];
      if (before !== after) terminal.out(`${row.orgUnit}  ${before} -> ${after}`);
    }
    terminal.out(`${compared.changed} of ${compared.orgUnits} org units change; kept as ${compared.comparisonSha256}`);
  }
  return exit.done;
}
