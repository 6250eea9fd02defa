import { type z } from 'zod';
import { listDeadLetters, readDeadLetter, replayDeadLetters, type ServiceName, setDeadLetterAside } from '@mizan/contracts';
import { exit, Failure } from '../session/failure.ts';
import { openSession, type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

const consumers = ['scoring', 'incentives'] as const satisfies readonly ServiceName[];
interface Options {
  readonly as?: string;
  readonly json?: boolean;
}
interface ListOptions extends Options {
  readonly all?: boolean;
}
interface ReplayOptions extends Options {
  readonly subject?: string;
}

/** `dead-letters list`: what could not be applied, in every service that takes events; with `--all` also what was set aside, which counts for nothing. */
export async function deadLettersList({ as, json, all = false }: ListOptions, terminal: Terminal): Promise<number> {
  const session = await openSession(as, 'administrator');
  const letters = (await Promise.all(consumers.map(async (service) => (await everyPage(session, service, all)).map((letter) => ({ service, ...letter }))))).flat();
  if (json) letters.forEach((letter) => terminal.out(JSON.stringify(letter)));
  else if (letters.length === 0) terminal.note('Nothing is parked: every event was applied.');
  for (const { service, letterId, consumer, index, place, type, subject, reason, parkedAt, setAside: rests } of json ? [] : letters) {
    terminal.out(`${service}/${letterId}  ${parkedAt}  ${consumer}  ${index === undefined ? `no leaf of the log (${place})` : `leaf ${index}`}  ${type || '?'}  ${subject || '-'}\n  ${reason}${rests ? `\n  set aside by ${rests.by} on ${rests.at}: ${rests.because}` : ''}`);
  }
  return letters.every((letter) => letter.setAside) ? exit.done : exit.faults;
}

async function everyPage(session: Session, service: (typeof consumers)[number], all: boolean) {
  const letters = [];
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const page: z.output<typeof listDeadLetters.reply.body> = await session.ask(listDeadLetters, { query: { after, all: String(all) } }, service);
    letters.push(...page.letters);
    after = page.next;
  }
  return letters;
}

/** `dead-letters show scoring/17`: one of them with its bytes. */
export async function deadLettersShow(id: string, { as, json }: Options, terminal: Terminal): Promise<number> {
  const { service, letterId } = placeOf(id);
  const session = await openSession(as, 'administrator');
  const { bytes, ...letter } = await session.ask(readDeadLetter, { params: { letterId } }, service);
  if (json) terminal.out(JSON.stringify({ service, ...letter, bytes }));
  else {
    for (const [name, value] of Object.entries(letter)) terminal.out(`${name}: ${typeof value === 'object' ? Object.values(value).join(', ') : value}`);
    terminal.out(`bytes:\n${Buffer.from(bytes, 'base64').toString('utf8')}`);
  }
  return exit.done;
}

/** `dead-letters set-aside scoring/17 --because TEXT`: says of what is no leaf of the log that somebody looked at it. */
export async function deadLettersSetAside(id: string, { as, json, because }: Options & { readonly because: string }, terminal: Terminal): Promise<number> {
  const { service, letterId } = placeOf(id);
  const session = await openSession(as, 'administrator');
  const letter = await session.ask(setDeadLetterAside, { params: { letterId }, body: { because } }, service);
  if (json) terminal.out(JSON.stringify({ service, ...letter }));
  else terminal.out(`${id} is set aside by ${letter.setAside?.by}: ${letter.setAside?.because}. It stays (mizan dead-letters list --all).`);
  return exit.done;
}

function placeOf(id: string) {
  const [service, letterId = ''] = id.split('/');
  if (!isConsumer(service) || !/^\d+$/.test(letterId)) throw new Failure(exit.usage, `${id} is no number of a parked message; they look like incentives/3 and stand in: mizan dead-letters list`);
  return { service, letterId };
}

/** `dead-letters replay CONSUMER`: tries the parked leaves again, or those of one subject; what is about money needs two people to ask. */
export async function deadLettersReplay(consumer: string, { as, json, subject }: ReplayOptions, terminal: Terminal): Promise<number> {
  const service = consumer.split('.')[0];
  if (!isConsumer(service)) throw new Failure(exit.usage, `${consumer} takes no events; the names stand in: mizan dead-letters list`);
  const session = await openSession(as, 'administrator');
  const result = await session.ask(replayDeadLetters, { body: { consumer, ...(subject === undefined ? {} : { subject }) } }, service);
  if (json) terminal.out(JSON.stringify(result));
  else if (result.waitsForSecondPerson) terminal.out(`Your request is noted. These events decide about money: a second person has to ask for the same (mizan dead-letters replay ${consumer}${subject === undefined ? '' : ` --subject ${subject}`} --as <another person>).`);
  else terminal.out(`applied: ${result.applied}\nstill parked: ${result.left}`);
  return result.waitsForSecondPerson || result.left > 0 ? exit.faults : exit.done;
}

const isConsumer = (name: string | undefined): name is (typeof consumers)[number] => consumers.some((one) => one === name);
