import { type Person } from './config.ts';

const words = {
  en: { dir: 'ltr', title: 'Sign in to Mizan', lead: 'This is the local default. The people are invented; choose who to be.', more: 'District managers', go: 'Sign in', other: 'اردو' },
  ur: { dir: 'rtl', title: 'میزان میں داخل ہوں', lead: 'یہ مقامی نمونہ ہے۔ سب افراد فرضی ہیں؛ منتخب کریں کہ آپ کون ہیں۔', more: 'ضلعی مینیجر', go: 'داخل ہوں', other: 'English' },
} as const;
const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The page on which a demonstration person is chosen; works without JavaScript. */
export function signInPage({ uid, people, language }: { uid: string; people: readonly Person[]; language: 'en' | 'ur' }): string {
  const w = words[language];
  const button = (person: Person) =>
    `<li><button name="as" value="${escape(person.sub)}"><bdi dir="ltr">${escape(person.name)}</bdi> <small dir="ltr">${escape([...person.roles, ...person.orgUnits].join(' · '))}</small></button></li>`;
  const managers = people.filter(({ roles }) => roles.includes('district-manager'));
  const officers = people.filter((person) => !managers.includes(person));
  return `<!doctype html>
<html lang="${language}" dir="${w.dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${w.title}</title><link rel="stylesheet" href="/sign-in.css"></head>
<body><main>
<nav><a href="?lang=${language === 'en' ? 'ur' : 'en'}" lang="${language === 'en' ? 'ur' : 'en'}">${w.other}</a></nav>
<h1>${w.title}</h1><p>${w.lead}</p>
<form method="post" action="/sign-in/${escape(uid)}">
<ul>${officers.map(button).join('\n')}</ul>
<details><summary>${w.more} (<bdi dir="ltr">${managers.length}</bdi>)</summary><ul>${managers.map(button).join('\n')}</ul></details>
</form></main></body></html>`;
}

export const signInStyle = `
body { font: 1rem/1.5 system-ui, 'Noto Naskh Arabic', sans-serif; color: #12263a; background: #f6f8fa; margin: 0 }
[lang=ur] { line-height: 2 }
main { max-inline-size: 40rem; margin-inline: auto; padding: 1.5rem }
ul { list-style: none; padding: 0; display: grid; gap: .5rem }
button { inline-size: 100%; min-block-size: 44px; padding: .5rem 1rem; text-align: start; font: inherit; color: inherit; background: #fff; border: 1px solid #57708a; border-radius: 6px; cursor: pointer }
button:hover, button:focus-visible { background: #e3eef9; outline: 3px solid #1d5fa8 }
small { display: block; color: #44586c; overflow-wrap: anywhere }
summary { cursor: pointer; padding-block: .75rem }
`;
