import { en, type Words } from './en.ts';
import { ur } from './ur.ts';

export type Language = 'en' | 'ur';
export type { Words };
export const words: Readonly<Record<Language, Words>> = { en, ur };
export const otherLanguage = (language: Language): Language => (language === 'en' ? 'ur' : 'en');
export const direction = (language: Language): 'ltr' | 'rtl' => (language === 'ur' ? 'rtl' : 'ltr');

/** What stands in several languages, by language. */
export type Label = Readonly<Record<string, string>>;

/** A label in the reader's language, else in English, else the id it stands for. */
export const inLanguage = (label: Label | undefined, language: Language, id: string): string => label?.[language] ?? label?.['en'] ?? id;

/** The words for a code that comes from a service, or the code itself. */
export function wordFor(all: Words, prefix: string, code: string): string {
  return (all as Readonly<Record<string, string>>)[`${prefix}-${code}`] ?? code;
}
