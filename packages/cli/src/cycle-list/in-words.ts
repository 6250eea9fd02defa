export interface CycleHistory {
  readonly cycleId: string;
  readonly start: string;
  readonly end: string;
  readonly level: string;
  readonly title: Readonly<Record<string, string>>;
  readonly runInForce: string | undefined;
  /** Newest first, each with its runs. */
  readonly snapshots: readonly { readonly snapshotId: string; readonly methodologySha256: string; readonly reason?: string | undefined; readonly runs: readonly Run[] }[];
}
interface Run {
  readonly runId: string;
  readonly methodologySha256: string;
  readonly completedAt: string;
  readonly scored: number;
  readonly notScorable: number;
}

/** A cycle as an officer reads it, and what to type where something is still to be done. */
export function inWords({ cycleId, start, end, level, title, snapshots, runInForce }: CycleHistory, nameOf: (sha256: string) => string): string[] {
  const [newest] = snapshots;
  const frozen = snapshots.flatMap((snapshot) => [
    `  ${snapshot.snapshotId}  for ${nameOf(snapshot.methodologySha256)}${snapshot.reason === undefined ? '' : `, because: ${snapshot.reason}`}`,
    ...snapshot.runs.map((run) => `    ${run.runId}  ${run.completedAt}  by ${nameOf(run.methodologySha256)}: ${run.scored} scored, ${run.notScorable} not scorable${run.runId === runInForce ? '; in force' : ''}`),
    ...(snapshot === newest && snapshot.runs.length === 0 ? [`    not scored yet: mizan score run --cycle ${cycleId}${runInForce === undefined ? '' : ' --reason "…"'}`] : []),
  ]);
  return [`${cycleId}  ${start} to ${end}  ${level}  ${title['en'] ?? ''}`.trimEnd(), ...(newest ? frozen : [`  not frozen yet: mizan cycle freeze ${cycleId} --methodology ID@VERSION`])];
}
