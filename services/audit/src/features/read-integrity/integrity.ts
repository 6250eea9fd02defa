import { type Verdict } from '../verify-record/watch.ts';

/** Until the first verification has ended nothing is known, and what is not known is not intact. */
export function integrityReply(verdict: Verdict | undefined) {
  if (verdict) {
    const { startedAtMs, ...told } = verdict;
    return { ...told, ageMs: Math.round(performance.now() - startedAtMs), findings: [...told.findings], logs: [...told.logs] };
  }
  return { intact: false, verifiedAt: new Date(0).toISOString(), ageMs: Date.now(), findings: [], logs: [] };
}
