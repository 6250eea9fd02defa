import { type AttributionDerivation } from '../attribution/derived.ts';
import { type DerivedInput } from '../derived.ts';
import { by, one, pair, same, times, total, whole, zero } from './fractions.fixture.ts';
import { readd, type Readded } from './clerk.fixture.ts';

/** Works a person's score out again from its derivation alone: her days and shares, each part over her org units, the nodes above, the rounding and the band. */
export function readdPerson(derivation: AttributionDerivation, printed: { readonly score?: string | undefined; readonly band?: string | undefined }): Readded[] {
  const { service, cycle, stretches, orgUnits, parts, root, rounding, bands, compare, band, nodes } = derivation;
  const line = (at: string, holds: boolean): Readded => ({ at, step: 'attribution', came: holds ? 'same' : 'different' });
  const days = ['counts', 'neutral', 'notCounted', 'notInPost'].map((name) => Number(service[name as 'counts']));
  const inputs = Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, figureOf(part)]));
  const lines = [
    line('(days)', days.reduce((sum, count) => sum + count) === Number(cycle.days) && stretches.every(({ from, to, days: length }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 === Number(length))),
    line('(service)', Number(service.neededOfHer) === Math.max(0, Number(service.needed) - days[1]!) && service.met === (days[0]! > 0 && days[0]! >= Number(service.neededOfHer))),
    line('(shares)', sharesHold(orgUnits)),
    ...Object.entries(parts).map(([id, part]) => line(id, partHolds(part))),
  ];
  return service.met ? [...lines, ...readd({ root, rounding, bands, inputs, nodes, ...(compare ? { compare } : {}), ...(band ? { band } : {}) }, printed)] : lines;
}

/** Each share is her days there over all of them; without a day nobody has one. */
function sharesHold(all: readonly { readonly days: string; readonly share: string }[]): boolean {
  const days = all.reduce((sum, one) => sum + Number(one.days), 0);
  return all.every(({ days: own, share }) => same(pair(share), days === 0 ? zero : by(whole(Number(own)), whole(days))));
}
function partHolds({ exact, weighed }: AttributionDerivation['parts'][string]): boolean {
  const lines = weighed.every(({ share, value, contribution }) => (value === '' ? contribution === '' : same(pair(contribution), times(pair(share), pair(value)))));
  const whole = weighed.length === 0 || same(total(weighed.map(({ share }) => pair(share))), one);
  if (exact === '') return sharesHold(weighed) && lines && whole && weighed.every(({ value }) => value !== '') === (weighed.length === 0);
  return sharesHold(weighed) && lines && whole && same(total(weighed.map(({ contribution }) => pair(contribution))), pair(exact));
}

/** The tree does not say whether a part that is missing may be left out, so it is believed. */
const believed = 'unknown' as 'drop';
/** For the nodes above, a part is what a figure is for the nodes of an org unit. */
const figureOf = ({ label, value, exact, status }: AttributionDerivation['parts'][string]): DerivedInput => ({ label, unit: '', value, status, numerator: '', denominator: '', n: '', measuredPeriod: '', ...(exact === '' ? { rule: believed } : { exact }) });
