import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, Day, IndicatorCode, ReportingPeriod } from '../../vocabulary.ts';

export const cycleOpened = defineEvent({
  type: 'indicators.cycle.opened.v1',
  summary: 'A cycle was opened and the period of each indicator named.',
  key: ({ cycleId }) => cycleId,
  data: z.strictObject({ cycleId: CycleId, start: Day, end: Day, level: z.string(), periods: z.record(IndicatorCode, ReportingPeriod) }),
});
