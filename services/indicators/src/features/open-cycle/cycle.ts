/** Which figures a cycle freezes. */
export interface CycleFigures {
  periods: Record<string, string>;
  /** By the word a methodology calls a period by: the real period each indicator's figure is taken from. Absent where there is none. */
  otherPeriods?: Record<string, Record<string, string>> | undefined;
  /** Levels beside its own whose figures it freezes. Absent where there is none. */
  otherLevels?: string[] | undefined;
}
export interface Cycle extends CycleFigures {
  cycleId: string;
  title: Record<string, string>;
  start: string;
  end: string;
  level: string;
}
