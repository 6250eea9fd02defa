import { type Cause, isPresent, type MissingKind } from './cell.ts';
import { type Methodology } from './read-methodology.ts';
import { type Scored } from './score-org-unit.ts';

export interface Reason {
  readonly code: string;
  /** Where it began: at an indicator, else at a node. */
  readonly indicator?: string;
  readonly node?: string;
  readonly text: { readonly en: string; readonly ur: string };
}

const words: Record<MissingKind | NonNullable<Cause['why']>, { en: string; ur: string }> = {
  'not-applicable': { en: 'does not apply here', ur: 'یہاں لاگو نہیں ہوتا' },
  'too-few': { en: 'was measured on too few', ur: 'بہت کم تعداد پر ناپا گیا' },
  suppressed: { en: 'is withheld', ur: 'ظاہر نہیں کیا گیا' },
  'not-submitted': { en: 'was not submitted', ur: 'جمع نہیں کرایا گیا' },
  'divided-by-zero': { en: 'would have to be divided by zero', ur: 'صفر پر تقسیم کرنا پڑتا' },
  'below-zero': { en: 'has a part below zero, which this mean cannot take', ur: 'کا ایک حصہ صفر سے کم ہے، جو اس اوسط میں شامل نہیں ہو سکتا' },
  'outside-domain': { en: 'has a number that this function cannot take', ur: 'میں ایسا عدد ہے جس پر یہ عمل ممکن نہیں' },
  'too-few-peers': { en: 'has too few others to be compared with, or none that differ', ur: 'کے موازنے کے لیے کافی یا مختلف اکائیاں موجود نہیں' },
  'no-group': { en: 'needs an attribute that is not recorded', ur: 'کے لیے درکار خاصیت درج نہیں' },
  'no-parameter-in-force': { en: 'needs the parameter {name}, which is not in force on {on}', ur: 'کے لیے درکار پیرامیٹر {name} {on} کو نافذ نہیں' },
  'no-day-for-parameter': { en: 'needs the parameter {name}, which holds from a day, and the period {on} says no first day: say the day with --on', ur: 'کے لیے پیرامیٹر {name} درکار ہے جو ایک تاریخ سے نافذ ہوتا ہے، اور مدت {on} کا پہلا دن معلوم نہیں: تاریخ --on سے بتائیں' },
  'nobody-to-attribute-to': { en: 'belongs to nobody by her days, and the score does not do without it', ur: 'دنوں کے حساب سے کسی کا نہیں، اور اسکور اس کے بغیر نہیں بنتا' },
  'too-little-present': { en: 'has too few of its parts present', ur: 'کے بہت کم حصے موجود ہیں' },
};

/** Why an org unit has no score: each missing figure once, in words. */
export function reasonsOf({ document }: Methodology, { root }: Pick<Scored, 'root'>): Reason[] {
  if (isPresent(root)) return [];
  const unique = new Map(root.missing.map((cause) => [`${cause.why ?? cause.kind} ${cause.at} ${cause.parameter?.name ?? ''}`, cause]));
  return [...unique.values()].map((cause) => reason(cause, document));
}

function reason({ kind, why, parameter, at }: Cause, { indicators, nodes }: Methodology['document']): Reason {
  const code = why ?? kind;
  const isIndicator = Object.hasOwn(indicators, at);
  const label = (isIndicator ? indicators[at] : nodes[at])?.label;
  const said = (language: 'en' | 'ur') => words[code][language].replace('{name}', parameter?.name ?? '').replace('{on}', parameter?.on ?? '') + (parameter?.begins === undefined ? '' : begins[language](parameter.begins));
  const text = { en: `${label?.['en'] ?? at} ${said('en')}`, ur: `${label?.['ur'] ?? label?.['en'] ?? at} ${said('ur')}` };
  return { code, ...(isIndicator ? { indicator: at } : { node: at }), text };
}

const begins = { en: (day: string) => ` and begins on ${day}`, ur: (day: string) => ` اور ${day} سے شروع ہوتا ہے` };
