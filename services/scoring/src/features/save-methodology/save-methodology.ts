import { MethodologyId, MethodologyVersion, Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { type Finding, lint } from '@mizan/scoring-engine';
import { canonicalBytes, VerifiableLogError } from '@mizan/verifiable-log';
import { beside } from '../../lifecycle/shared-core.ts';
import { lockMethodology, nameOf, readSteps, refuseOutOfTurn, takeStep, type VersionKey } from '../../lifecycle/steps.ts';
import { type Head } from '../../lifecycle/version.ts';
import { describeVersion } from '../../methodologies.ts';
import { keepObjects } from '../../objects.ts';

interface Draft {
  readonly document: Record<string, unknown>;
  /** The text it was made from. */
  readonly replaces?: string | undefined;
}

/**
 * Saves a document as the draft of its version, under the hash of its canonical bytes, with what the linter finds in it.
 * Errors keep nobody from saving. The same text again changes nothing.
 * @throws Refusal methodology-invalid, not-in-this-state or other-text
 */
export async function saveMethodology(tx: Tx, { document, replaces }: Draft, by: string, today: string): Promise<Head & { findings: Finding[] }> {
  const key = keyOf(document);
  const bytes = bytesOf(document);
  const findings = lint(document, [], await beside(tx, document));
  await lockMethodology(tx, key.methodologyId);
  const earlier = await readSteps(tx, key);
  const [methodologySha256 = '', findingsSha256 = ''] = await keepObjects(tx.sql, [bytes, canonicalBytes(findings)]);
  const last = earlier.at(-1);
  if (last?.methodologySha256 === methodologySha256) return { ...(await describeVersion(tx, earlier, today)), findings };
  refuseOutOfTurn(earlier, 'drafted');
  if (replaces !== undefined && last && replaces !== last.methodologySha256) throw new Refusal('other-text', `${nameOf(key)} was saved by ${last.by} meanwhile. Read that text, bring your change into it and save again.`, { saved: last.methodologySha256 });
  const [errors, warnings] = (['error', 'warning'] as const).map((one) => findings.filter(({ severity }) => severity === one).length);
  const steps = await takeStep(tx, earlier, 'drafted', by, { findingsSha256, errors, warnings }, { key, text: methodologySha256 });
  return { ...(await describeVersion(tx, steps, today)), findings };
}

function keyOf({ id, version }: Record<string, unknown>): VersionKey {
  const [methodologyId, versionName] = [MethodologyId.safeParse(id), MethodologyVersion.safeParse(version)];
  if (methodologyId.success && versionName.success) return { methodologyId: methodologyId.data, version: versionName.data };
  throw new Refusal('methodology-invalid', 'This is not a methodology: it needs an "id" and a "version", each a text of at most 100 characters. All else may be mended later.');
}

/** A number such as 0.2 has no bytes everybody agrees on. */
function bytesOf(document: Record<string, unknown>): Uint8Array {
  try {
    return canonicalBytes(document);
  } catch (error) {
    if (!(error instanceof VerifiableLogError)) throw error;
    throw new Refusal('methodology-invalid', `This document cannot be kept byte for byte: ${error.message}. Write numbers with a fraction as text in quotes.`);
  }
}
