import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, IndicatorCode, ReportingPeriod } from '../../vocabulary.ts';
import { OtherLevels, OtherPeriods } from './cycle-opened.ts';

export const cycleAmended = defineEvent({
  type: 'indicators.cycle.amended.v1',
  summary: 'The periods of a cycle, and the other levels it freezes, were named anew; what was frozen before stays as it is.',
  key: ({ cycleId }) => cycleId,
  data: z.strictObject({ cycleId: CycleId, periods: z.record(IndicatorCode, ReportingPeriod), otherPeriods: OtherPeriods.optional(), otherLevels: OtherLevels.optional() }),
});
