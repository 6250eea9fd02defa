import { type Fault } from '@mizan/verifiable-log';
import { type Terminal } from '../session/terminal.ts';
import { verified } from './verified.ts';

/** `verify DIR`: checks a bundle without any service. Faults name the log and first bad leaf, or the file. */
export async function verify({ dir, policy }: { dir: string; policy?: string }, terminal: Terminal): Promise<number> {
  const result = await verified(dir, policy);
  for (const fault of result.faults) terminal.out(faultLine(fault));
  for (const [name, count] of Object.entries(result.counts)) terminal.out(`${name}: ${String(count)}`);
  terminal.out(result.exitCode === 0 ? 'Nothing was altered, lost or reordered.' : 'Do not rely on this bundle.');
  for (const note of result.notes) terminal.out(note);
  return result.exitCode;
}

/** A fault by the log and the first bad leaf, or by the file. */
export const faultLine = ({ log, index, file, text }: Fault) => `FAULT ${[log && `log ${log}`, index !== undefined && `leaf ${index}`, file].filter(Boolean).join(', ')}: ${text}`;
