import { type Person } from './config.ts';
import { document, escape, type Language } from './document.ts';
import { roleName } from './role-names.ts';

const words = {
  en: { title: 'Sign in to Mizan', lead: 'This is the local default. The people are invented; choose who to be.', more: 'District managers', other: 'اردو' },
  ur: { title: 'میزان میں سائن اِن کریں', lead: 'یہ مقامی نمونہ ہے۔ سب افراد فرضی ہیں؛ منتخب کریں کہ آپ کون ہیں۔', more: 'ضلعی منتظمین', other: 'English' },
} as const;

/** The page on which a demonstration person is chosen. */
export function signInPage({ uid, people, language }: { uid: string; people: readonly Person[]; language: Language }): string {
  const w = words[language];
  const managers = people.filter(({ roles }) => roles.includes('district-manager'));
  const list = (some: readonly Person[]) => `<ul>${some.map((person) => choice(person, language)).join('\n')}</ul>`;
  const other = language === 'en' ? 'ur' : 'en';
  const content = `<nav><a href="?lang=${other}" lang="${other}">${w.other}</a></nav>
<h1>${w.title}</h1><p>${w.lead}</p>
<form method="post" action="/sign-in/${escape(uid)}?lang=${language}">
${list(people.filter((person) => !managers.includes(person)))}
<details><summary>${w.more} (<bdi dir="ltr">${managers.length}</bdi>)</summary>${list(managers)}</details>
</form>`;
  return document({ language, title: w.title, content });
}

function choice({ sub, name, roles, orgUnits }: Person, language: Language): string {
  const known = [...roles.map((role) => roleName(role, language)).map(escape), ...orgUnits.map((code) => `<bdi dir="ltr">${escape(code)}</bdi>`)];
  return `<li><button name="as" value="${escape(sub)}"><bdi dir="ltr">${escape(name)}</bdi> <small>${known.join(' · ')}</small></button></li>`;
}
