import { inForce } from '../numbers.ts';
import { type Methodology } from '../read-methodology.ts';
import { firstDay } from '../reference.ts';
import { type Reason } from '../reasons.ts';
import { AttributionError } from './faults.ts';
import { type Cycle, lengthOf } from './days.ts';
import { type Service } from './service.ts';

export interface Minimum {
  readonly days: number;
  readonly clause?: string;
}

/** The least days of service in force on a day, with their clause. @throws AttributionError when none is, or when it is longer than the cycle */
export function minimumService({ document }: Methodology, cycle: Cycle, on = cycle.start): Minimum {
  const { days, clause } = document.attribution!.minimumService;
  const dated = typeof days === 'string' ? { value: days } : inForce(document.parameters?.[days.parameter] ?? [], firstDay(on));
  if (!dated || !/^\d+$/.test(dated.value)) throw new AttributionError([`the minimum service has no whole number of days in force on ${on}`]);
  if (Number(dated.value) > lengthOf(cycle)) throw new AttributionError([`the minimum service of ${dated.value} days is longer than the cycle of ${lengthOf(cycle)} days, so that nobody could have a score`]);
  const said = clause ?? ('clause' in dated ? dated.clause : undefined);
  return { days: Number(dated.value), ...(said === undefined ? {} : { clause: said }) };
}

/** What is needed of her: neutral days are taken off. */
export const neededOf = ({ neutral }: Pick<Service, 'neutral'>, { days }: Minimum) => Math.max(0, days - neutral);

/** Why there is too little service to measure. */
export function notServed(service: Service, minimum: Minimum): Reason | undefined {
  const { counts, neutral } = service;
  const needed = neededOf(service, minimum);
  if (counts === 0) return { code: 'no-day-in-post', text: { en: 'No day of this cycle was a day in post, so there is nothing to measure', ur: 'اس دور کا کوئی دن عہدے پر نہیں گزرا، اس لیے ناپنے کو کچھ نہیں' } };
  if (counts >= needed) return undefined;
  const off = neutral > 0 ? { en: ` (${minimum.days} less ${neutral} days of leave)`, ur: ` (${minimum.days} میں سے چھٹی کے ${neutral} دن منہا)` } : { en: '', ur: '' };
  return { code: 'below-minimum-service', text: { en: `${counts} days of service were found and ${needed} are needed${off.en}`, ur: `خدمت کے ${counts} دن ملے اور ${needed} درکار ہیں${off.ur}` } };
}
