import { type Verdict } from '../verify-record/watch.ts';

/** Until the first verification has ended nothing is known, and what is not known is not intact. */
export function integrityReply(verdict: Verdict | undefined) {
  if (verdict) return { ...verdict, findings: [...verdict.findings], logs: [...verdict.logs] };
  return { intact: false, verifiedAt: new Date(0).toISOString(), findings: [], logs: [] };
}
