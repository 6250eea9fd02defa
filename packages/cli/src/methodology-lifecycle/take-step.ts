import { answerComment, approveMethodology, commentMethodology, openConsultation, publishMethodology, readMethodologyVersion, returnMethodology, submitMethodology, testMethodology, withdrawMethodology } from '@mizan/contracts';
import { exit, Failure } from '../session/failure.ts';
import { openSession, type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';
import { versionName, type VersionName } from './version-name.ts';
import { type Head, stepLines } from './words.ts';

export interface Options {
  readonly as?: string;
  readonly json?: boolean;
}
type Ask = (session: Session, params: Record<'methodologyId' | 'version', string>) => Promise<Head>;

/** Signs in, takes one step and says where the version stands now. */
async function take(name: string, role: string, { as, json }: Options, terminal: Terminal, ask: Ask): Promise<number> {
  const params = { ...versionName(name) };
  const head = await ask(await openSession(as, role), params);
  for (const line of json ? [JSON.stringify(head)] : stepLines(head)) terminal.out(line);
  return exit.done;
}

export const test = (name: string, options: Options, terminal: Terminal) => take(name, 'policy-officer', options, terminal, (session, params) => session.ask(testMethodology, { params, body: {} }));
export const consult = (name: string, options: Options, terminal: Terminal) => take(name, 'policy-officer', options, terminal, (session, params) => session.ask(openConsultation, { params, body: {} }));
export const comment = (name: string, text: string, options: Options, terminal: Terminal) => take(name, 'data-steward', options, terminal, (session, params) => session.ask(commentMethodology, { params, body: { text } }));
export const submit = (name: string, options: Options, terminal: Terminal) => take(name, 'policy-officer', options, terminal, (session, params) => session.ask(submitMethodology, { params, body: {} }));
export const giveBack = (name: string, { reason, ...options }: Options & { reason: string }, terminal: Terminal) => take(name, 'policy-officer', options, terminal, (session, params) => session.ask(returnMethodology, { params, body: { reason } }));
export const withdraw = (name: string, { reason, ...options }: Options & { reason: string }, terminal: Terminal) => take(name, 'policy-approver', options, terminal, (session, params) => session.ask(withdrawMethodology, { params, body: { reason } }));

export async function answer(name: string, number: string, text: string, options: Options, terminal: Terminal): Promise<number> {
  if (!/^[1-9]\d*$/.test(number)) throw new Failure(exit.usage, `${number} is no number of a comment; they stand in: mizan methodology show ${name}`);
  return take(name, 'policy-officer', options, terminal, (session, params) => session.ask(answerComment, { params, body: { comment: Number(number), text } }));
}

export const approve = (name: string, { text, ...options }: Options & { text?: string }, terminal: Terminal) =>
  take(name, 'policy-approver', options, terminal, async (session, params) => session.ask(approveMethodology, { params, body: { methodologySha256: text ?? (await standing(session, params)) } }));

export const publish = (name: string, { text, from, order, ...options }: Options & { text?: string; from?: string; order?: string }, terminal: Terminal) =>
  take(name, 'policy-approver', options, terminal, async (session, params) => {
    const methodologySha256 = text ?? (await standing(session, params));
    return session.ask(publishMethodology, { params, body: { methodologySha256, ...(from === undefined ? {} : { effectiveFrom: from }), ...(order === undefined ? {} : { order }) } });
  });

const standing = async (session: Session, params: VersionName) => (await session.ask(readMethodologyVersion, { params: { ...params } })).head.methodologySha256;
