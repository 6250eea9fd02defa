import { VerifiableLogError } from '../errors.ts';
import { parseVkey } from '../verifier-key.ts';

/** Whom a verifier trusts. */
export interface Policy {
  vkeys: string[];
  /** Every log that must be in the bundle. */
  origins: string[];
}

/**
 * Reads lines `log <vkey>`; empty lines and lines starting with `#` are remarks. A log may have several keys.
 * @throws VerifiableLogError for any other line, and for a policy that trusts nobody
 */
export function parsePolicy(text: string): Policy {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length === 0) throw new VerifiableLogError('policy-malformed', 'the policy names no log');
  const vkeys = lines.map(vkeyOf);
  return { vkeys, origins: [...new Set(vkeys.map((vkey) => parseVkey(vkey).name))] };
}

/** Last part of an origin: the name of the log's files. */
export function serviceOf(origin: string): string {
  return origin.slice(origin.lastIndexOf('/') + 1);
}

function vkeyOf(line: string): string {
  const vkey = /^log (\S+)$/.exec(line)?.[1];
  if (vkey === undefined) throw new VerifiableLogError('policy-malformed', `not a policy line: "${line}"`);
  return vkey;
}
