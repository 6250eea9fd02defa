import { type ReactNode } from 'react';
import { type Role } from '@mizan/contracts';
import { direction, type Language, otherLanguage, words } from '../words/index.ts';
import { financeRoles } from './roles.ts';
import { Say } from './say.tsx';

export interface Reader {
  readonly language: Language;
  /** Where the language switch leads: this page, by GET. */
  readonly path: string;
  readonly person?: { readonly name: string; readonly subject: string; readonly roles: readonly Role[]; readonly csrf: string };
}

export function Frame({ reader, title, children }: { reader: Reader; title: string; children: ReactNode }) {
  const w = words[reader.language];
  return (
    <html lang={reader.language} dir={direction(reader.language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${w.product}`}</title>
        <link rel="stylesheet" href="/static/portal.css" />
        {reader.language === 'ur' ? <UrduLetters /> : null}
      </head>
      <body>
        <a className="skip" href="#content">{w.skip}</a>
        <Top reader={reader} />
        <main id="content">{children}</main>
      </body>
    </html>
  );
}

/** Asked for with the page itself, because a heading does not wait for its letters. */
function UrduLetters() {
  const fonts = ['/static/nastaliq/noto-nastaliq-urdu-arabic-400-normal.woff2', '/static/naskh/noto-naskh-arabic-arabic-400-normal.woff2'];
  return (
    <>
      {fonts.map((href) => <link key={href} rel="preload" as="font" type="font/woff2" crossOrigin="anonymous" href={href} />)}
      <link rel="stylesheet" href="/static/urdu.css" />
    </>
  );
}

function Top({ reader }: { reader: Reader }) {
  const w = words[reader.language];
  const other = otherLanguage(reader.language);
  return (
    <header>
      <a className="product" href="/">{w.product}</a>
      {reader.person ? <Navigation roles={reader.person.roles} label={w.navigation} words={w} /> : null}
      <a className="switch" lang={other} dir={direction(other)} href={`${reader.path}${reader.path.includes('?') ? '&' : '?'}lang=${other}`}>{w.otherLanguage}</a>
      {reader.person ? (
        <form method="post" action="/sign-out">
          <span><Say text={w.signedInAs} name={reader.person.name} /></span>
          <Csrf reader={reader} />
          <button className="quiet">{w.signOut}</button>
        </form>
      ) : null}
    </header>
  );
}

function Navigation({ roles, label, words: w }: { roles: readonly Role[]; label: string; words: (typeof words)['en'] }) {
  const links = [
    { href: '/me', text: w.navManager, shown: roles.includes('district-manager') },
    { href: '/finance', text: w.navFinance, shown: financeRoles.some((role) => roles.includes(role)) },
    { href: '/audit', text: w.navAudit, shown: roles.includes('auditor') },
    { href: '/corrections', text: w.navCorrections, shown: roles.includes('data-steward') },
  ];
  return <nav aria-label={label}>{links.filter(({ shown }) => shown).map(({ href, text }) => <a key={href} href={href}>{text}</a>)}</nav>;
}

export const Csrf = ({ reader }: { reader: Reader }) => <input type="hidden" name="csrf" value={reader.person?.csrf ?? ''} />;
