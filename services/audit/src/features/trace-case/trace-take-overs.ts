import { type DataOf, readObject, type snapshotFrozen } from '@mizan/contracts';
import { type AttributionDerivation } from '@mizan/scoring-engine';
import { sha256, toHex } from '@mizan/verifiable-log';
import { newestLines, says } from './reference-line.ts';
import { type Tracing } from './tracing.ts';

/** The values at take-over that a person's score rests on, each down to the line that said so; nothing where it rests on none. */
export async function traceTakeOvers(tracing: Tracing, { orgUnits }: AttributionDerivation, { takeOversSha256 }: DataOf<typeof snapshotFrozen>, before: number) {
  const used = orgUnits.flatMap(({ orgUnit, baseline }) => (baseline?.from === 'take-over' ? Object.entries(baseline.figures).map(([indicator, value]) => ({ orgUnit, indicator, day: baseline.takenOver, value })) : []));
  if (used.length === 0 || takeOversSha256 === undefined) return undefined;
  const bytes = await tracing.producers.ask('indicators', readObject, { params: { sha256: takeOversSha256 } });
  const proved = toHex(sha256(bytes)) === takeOversSha256;
  const lines = new TextDecoder().decode(bytes).split('\n');
  const keyOf = ({ orgUnit, indicator, day }: (typeof used)[number]) => JSON.stringify([orgUnit, indicator, day]);
  const submissions = await newestLines(tracing, 'take-overs', used.map(keyOf), before);
  const rows = used.map((one) => {
    const { orgUnit, indicator, day, value } = one;
    const line = lines.indexOf([orgUnit, indicator, day, value].join(',')) + 1;
    const submission = submissions.get(keyOf(one));
    const same = says(submission, { org_unit: orgUnit, indicator, day, value });
    return { line, text: lines[line - 1] ?? '', orgUnit, indicator, day, value, proved: proved && line > 0 && same, ...(submission ? { submission: submission.view } : {}) };
  });
  return { takeOversSha256, proved, rows };
}
