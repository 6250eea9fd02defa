export interface CyclePeriods {
  periods: Record<string, string>;
  /** By the word a methodology calls a period by: the real period each indicator's figure is taken from. Absent where there is none. */
  otherPeriods?: Record<string, Record<string, string>> | undefined;
}
export interface Cycle extends CyclePeriods {
  cycleId: string;
  title: Record<string, string>;
  start: string;
  end: string;
  level: string;
}
