import { readIntegrity, Refusal } from '@mizan/contracts';
import { call } from '@mizan/http';

/** Asks audit whether the record is intact. @throws Refusal audit-not-intact, audit-not-current, audit-not-reachable: no money moves on a record nobody vouches for */
export function createVouch({ auditUrl, token, maxAgeMs }: { auditUrl: string; token: () => Promise<string>; maxAgeMs: number }): () => Promise<void> {
  return async () => {
    const reply = await ask(auditUrl, token);
    if (!reply) throw new Refusal('audit-not-reachable', 'The audit service does not answer, so nothing is authorised. Try again when it does.');
    const [finding] = reply.findings;
    if (finding) throw new Refusal('audit-not-intact', `Audit verification failed: ${finding.text}. Nothing is authorised until the auditor has cleared it.`);
    if (!reply.intact || reply.ageMs > maxAgeMs) throw new Refusal('audit-not-current', `${reply.intact ? `The last complete verification by audit began at ${reply.verifiedAt}, which is too long ago` : 'The first verification by audit has not ended'}. Nothing is authorised until it has verified again: try again in a moment.`);
  };
}

async function ask(baseUrl: string, token: () => Promise<string>) {
  try {
    return await call(readIntegrity, { baseUrl, token: await token(), signal: AbortSignal.timeout(3000) });
  } catch {
    return undefined;
  }
}
