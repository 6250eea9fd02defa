import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, Day, IndicatorCode, ReportingPeriod } from '../../vocabulary.ts';

export const OtherPeriods = z
  .record(ReportingPeriod, z.record(IndicatorCode, ReportingPeriod))
  .describe('Figures of other periods that a methodology reads: by the word it calls the period by (`baseline`, `benchmark`), by `-1` for the calendar period before, or by the period itself, the real period each indicator\'s figure is taken from.');

export const OtherLevels = z.array(z.string().min(1).max(100)).describe('Levels beside the cycle\'s own whose figures of its indicators are frozen too: those that a methodology pools, such as `school`, or compares with, such as `province`.');

export const cycleOpened = defineEvent({
  type: 'indicators.cycle.opened.v1',
  summary: 'A cycle was opened and the period of each indicator named.',
  key: ({ cycleId }) => cycleId,
  data: z.strictObject({ cycleId: CycleId, start: Day, end: Day, level: z.string(), periods: z.record(IndicatorCode, ReportingPeriod), otherPeriods: OtherPeriods.optional(), otherLevels: OtherLevels.optional() }),
});
