import { readObject } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type LogName, type Producers } from '../../producers.ts';
import { leavesFrom } from '../follow-logs/leaves.ts';
import { type Finding } from './finding.ts';

/** Imported files are hashed again by the books of the service that holds them; moving each here every sweep would not scale. */
const held: Record<LogName, readonly string[]> = {
  indicators: ['valuesSha256', 'orgUnitsSha256', 'postingsSha256'],
  scoring: ['derivationSha256', 'methodologySha256', 'findingsSha256', 'comparisonSha256'],
  incentives: ['schemeSha256'],
};

/** Fetches every object that a leaf of this log names and hashes it again. */
export async function checkObjects(db: Database, producers: Producers, log: LogName, size: number): Promise<Finding[]> {
  const named = new Map<string, number>();
  for (const { index, event } of await leavesFrom(db, log, 0, size)) {
    for (const field of held[log]) {
      const value = event.data[field];
      if (typeof value === 'string' && !named.has(value)) named.set(value, index);
    }
  }
  const findings: Finding[] = [];
  for (const [hash, index] of named) {
    const bytes = await producers.ask(log, readObject, { params: { sha256: hash } }).catch(() => undefined);
    if (!bytes || toHex(sha256(bytes)) !== hash) findings.push({ log, check: 'object', index, text: `the object ${hash} that the leaf names is ${bytes ? 'altered' : 'missing'}` });
  }
  return findings;
}
