import { direction, document, escape, type Language } from './document.ts';

export type Trouble = 'expired' | 'refused' | 'unknownPerson' | 'failed';
const languages = ['en', 'ur'] as const satisfies Language[];
const again = { en: 'Start the sign-in again', ur: 'سائن اِن دوبارہ شروع کریں' };
const words: Readonly<Record<Trouble, Readonly<Record<Language, { title: string; text: string }>>>> = {
  expired: {
    en: { title: 'This sign-in is no longer open', text: 'It was finished already, took too long, or was started in another browser. Nobody was signed in.' },
    ur: { title: 'یہ سائن اِن اب کھلا نہیں', text: 'یہ پہلے مکمل ہو چکا، اس میں دیر لگی، یا یہ کسی اور براؤزر میں شروع ہوا تھا۔ کوئی سائن اِن نہیں ہوا۔' },
  },
  refused: {
    en: { title: 'This sign-in was not started properly', text: 'The page that sent you here did not ask in a way this sign-in accepts, so it was refused. Nobody was signed in.' },
    ur: { title: 'یہ سائن اِن ٹھیک سے شروع نہیں ہوا', text: 'جس صفحے نے آپ کو یہاں بھیجا اس کی درخواست قابلِ قبول نہیں تھی، اس لیے رد کر دی گئی۔ کوئی سائن اِن نہیں ہوا۔' },
  },
  unknownPerson: {
    en: { title: 'Choose one of the people listed', text: 'Nobody of that name is in the demonstration. Nobody was signed in.' },
    ur: { title: 'فہرست میں سے کسی ایک کو منتخب کریں', text: 'اس نام کا کوئی فرد نمونے میں نہیں۔ کوئی سائن اِن نہیں ہوا۔' },
  },
  failed: {
    en: { title: 'Something failed on our side', text: 'Nobody was signed in. Try again in a moment.' },
    ur: { title: 'ہماری طرف کچھ خراب ہوا', text: 'کوئی سائن اِن نہیں ہوا۔ کچھ دیر میں دوبارہ کوشش کریں۔' },
  },
};

/** What happened and what to do next, in both languages: a sign-in that is not open says nothing about its reader's. */
export function troublePage({ trouble, portal }: { trouble: Trouble; portal: string }): string {
  const said = languages.map((language) => {
    const { title, text } = words[trouble][language];
    return `<section lang="${language}" dir="${direction(language)}"><h1>${title}</h1><p>${text}</p><p><a class="again" href="${escape(portal)}/sign-in?lang=${language}">${again[language]}</a></p></section>`;
  });
  return document({ language: 'en', title: words[trouble].en.title, content: said.join('\n') });
}
