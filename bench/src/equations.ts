import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createGenerator } from '@mizan/simulation';
import { alternating, besideRow, milliseconds, type Row } from './alternating.ts';
import { hesabu } from './peers.ts';

const [districts, indicators] = [1663, 30];
const options = { maxBuffer: 2 ** 28 };

/** Equations of an incentive, from JSON to JSON as one process with its start: for each district thirty figures, their points and contributions, the score and the pay. Beside go-hesabu. */
export async function* equationsBesideHesabu(): AsyncGenerator<Row> {
  const equations = invented();
  const input = JSON.stringify(equations);
  const process_ = fileURLToPath(new URL('equations-process.ts', import.meta.url));
  let [ours, theirs] = ['', ''];
  const command = hesabu();
  const peer = command === undefined ? undefined : () => milliseconds(() => (theirs = String(execFileSync(command, [], { input, ...options }))));
  const found = await alternating(() => milliseconds(() => (ours = String(execFileSync(process.execPath, ['--no-warnings', process_], { input, ...options })))), peer, 3);
  const solved = JSON.parse(ours) as Record<string, string>;
  const row = besideRow(`${Object.keys(solved).length} equations`, 'go-hesabu', found, 'there is no command hesabucli');
  yield theirs ? { ...row, 'further apart than 1e-9': String(apart(solved, JSON.parse(theirs) as Record<string, number>)) } : row;
}

const apart = (ours: Record<string, string>, theirs: Record<string, number>) => Object.entries(ours).filter(([name, value]) => !(Math.abs(Number(value) - theirs[name]!) <= 1e-9 * Math.max(1, Math.abs(Number(value))))).length;

function invented(): Record<string, string> {
  const { uniform } = createGenerator(3);
  const equations: Record<string, string> = {};
  for (let district = 0; district < districts; district += 1) {
    const contributions: string[] = [];
    for (let indicator = 0; indicator < indicators; indicator += 1) {
      const [of, weight] = [`d${district}_i${indicator}`, 1 + (indicator % 7)];
      equations[`${of}_value`] = (uniform(0, district, indicator, 0) * 100).toFixed(2);
      equations[`${of}_points`] = `100 * (${of}_value - 5) / (95 - 5)`;
      equations[`${of}_contribution`] = `${weight} * ${of}_points / 113`;
      contributions.push(`${of}_contribution`);
    }
    equations[`d${district}_score`] = contributions.join(' + ');
    equations[`d${district}_pay`] = `if(d${district}_score > 50, 1000 * d${district}_score, 0)`;
  }
  return equations;
}
