import { type Cause, isPresent, type MissingKind } from './cell.ts';
import { type Methodology } from './read-methodology.ts';
import { type Scored } from './score-org-unit.ts';

export interface Reason {
  readonly code: string;
  readonly indicator?: string;
  readonly text: { readonly en: string; readonly ur: string };
}

const words: Record<MissingKind, { en: string; ur: string }> = {
  'not-applicable': { en: 'does not apply here', ur: 'یہاں لاگو نہیں ہوتا' },
  'too-few': { en: 'was measured on too few', ur: 'بہت کم تعداد پر ناپا گیا' },
  suppressed: { en: 'is withheld', ur: 'ظاہر نہیں کیا گیا' },
  'not-submitted': { en: 'was not submitted', ur: 'جمع نہیں کرایا گیا' },
};

/** Why an org unit has no score: each missing figure once, in words. */
export function reasonsOf({ document }: Methodology, { root }: Scored): Reason[] {
  if (isPresent(root)) return [];
  const unique = new Map(root.missing.map((cause) => [`${cause.kind} ${cause.at}`, cause]));
  return [...unique.values()].map((cause) => reason(cause, document.indicators[cause.at]?.label ?? document.nodes[cause.at]?.label));
}

function reason({ kind, at }: Cause, label: Record<string, string> | undefined): Reason {
  return { code: kind, indicator: at, text: { en: `${label?.['en'] ?? at} ${words[kind].en}`, ur: `${label?.['ur'] ?? label?.['en'] ?? at} ${words[kind].ur}` } };
}
