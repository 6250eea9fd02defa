import { type DataOf, measureNames, type valueCorrected } from '@mizan/contracts';
import { type FrozenValue } from './snapshot-values.ts';

/** Whether a logged correction says of a figure what was frozen of it, to the last character, and speaks of the line the figure is from. */
export function correctionSays(said: DataOf<typeof valueCorrected>, orgUnit: string, frozen: FrozenValue): boolean {
  const sameFigure = said.orgUnit === orgUnit && said.indicator === frozen.indicator && said.period === frozen.measuredPeriod && said.submissionId === frozen.submission && String(said.line) === frozen.line;
  return sameFigure && said.status === frozen.status && (['value', ...measureNames] as const).every((name) => (said[name] ?? '') === frozen[name]);
}
