import { type Role } from '@mizan/contracts';
import { type Words, words } from '../words/index.ts';
import { Frame, type Reader } from './frame.tsx';
import { Ltr, Say } from './say.tsx';

export function HomePage({ reader, signedOut }: { reader: Reader; signedOut?: boolean }) {
  const w = words[reader.language];
  return (
    <Frame reader={reader} title={w.navHome}>
      <h1>{w.product}</h1>
      <p>{w.tagline}</p>
      {signedOut ? <p className="notice" role="status">{w.signedOut}</p> : null}
      <p>{w.welcome}</p>
      <p><a className="button" href="/sign-in">{w.signIn}</a></p>
      <p className="hint">{w.illustrative}</p>
    </Frame>
  );
}

const commands: Partial<Record<Role, string>> = {
  'data-steward': 'npm run --silent mizan -- import FILE.csv',
  'policy-officer': 'npm run --silent mizan -- score run --cycle CYCLE',
};

export function DeskPage({ reader }: { reader: Reader }) {
  const w = words[reader.language];
  const roles = (reader.person?.roles ?? []).filter((role) => `desk-${role}` in w);
  return (
    <Frame reader={reader} title={w.deskTitle}>
      <h1>{w.deskTitle}</h1>
      <p>{w.deskIntro}</p>
      <ul>{roles.map((role) => <li key={role}>{w[`desk-${role}` as keyof Words]} {commands[role] ? <pre dir="ltr" tabIndex={0}>{commands[role]}</pre> : null}</li>)}</ul>
    </Frame>
  );
}

export type Trouble = 'notFound' | 'forbidden' | 'forgery' | 'error' | 'unreachable' | 'signInFailed';
const titles = { notFound: 'notFoundTitle', forbidden: 'forbiddenTitle', forgery: 'forgeryTitle', error: 'errorTitle', unreachable: 'errorTitle', signInFailed: 'signInFailedTitle' } as const;

export function TroublePage({ reader, trouble, reference }: { reader: Reader; trouble: Trouble; reference: string }) {
  const w = words[reader.language];
  return (
    <Frame reader={reader} title={w[titles[trouble]]}>
      <h1>{w[titles[trouble]]}</h1>
      <p>{w[trouble]}</p>
      {reader.person ? null : <p><a className="button" href="/sign-in">{w.signIn}</a></p>}
      <p><Say text={w.reference} reference={<Ltr>{reference}</Ltr>} /></p>
    </Frame>
  );
}
