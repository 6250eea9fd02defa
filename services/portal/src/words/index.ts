import { en, type Words } from './en.ts';
import { ur } from './ur.ts';

export type Language = 'en' | 'ur';
export type { Words };
export const words: Readonly<Record<Language, Words>> = { en, ur };
export const otherLanguage = (language: Language): Language => (language === 'en' ? 'ur' : 'en');
export const direction = (language: Language): 'ltr' | 'rtl' => (language === 'ur' ? 'rtl' : 'ltr');

/** The words for a code that comes from a service, or the code itself. */
export function wordFor(all: Words, prefix: string, code: string): string {
  return (all as Readonly<Record<string, string>>)[`${prefix}-${code}`] ?? code;
}
