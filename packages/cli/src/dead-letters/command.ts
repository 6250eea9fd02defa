import { type z } from 'zod';
import { listDeadLetters, readDeadLetter, replayDeadLetters, type ServiceName } from '@mizan/contracts';
import { exit, Failure } from '../session/failure.ts';
import { openSession, type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

const consumers = ['scoring', 'incentives'] as const satisfies readonly ServiceName[];
interface Options {
  readonly as?: string;
  readonly json?: boolean;
}
interface ReplayOptions extends Options {
  readonly subject?: string;
}

/** `dead-letters list`: what could not be applied, in every service that takes events. */
export async function deadLettersList({ as, json }: Options, terminal: Terminal): Promise<number> {
  const session = await openSession(as, 'administrator');
  const letters = (await Promise.all(consumers.map(async (service) => (await everyPage(session, service)).map((letter) => ({ service, ...letter }))))).flat();
  if (json) letters.forEach((letter) => terminal.out(JSON.stringify(letter)));
  else if (letters.length === 0) terminal.note('Nothing is parked: every event was applied.');
  for (const { service, letterId, consumer, index, place, type, subject, reason, parkedAt } of json ? [] : letters) {
    terminal.out(`${service}/${letterId}  ${parkedAt}  ${consumer}  ${index === undefined ? `no leaf of the log (${place})` : `leaf ${index}`}  ${type || '?'}  ${subject || '-'}\n  ${reason}`);
  }
  return letters.length === 0 ? exit.done : exit.faults;
}

async function everyPage(session: Session, service: (typeof consumers)[number]) {
  const letters = [];
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const page: z.output<typeof listDeadLetters.reply.body> = await session.ask(listDeadLetters, { query: { after } }, service);
    letters.push(...page.letters);
    after = page.next;
  }
  return letters;
}

/** `dead-letters show scoring/17`: one of them with its bytes. */
export async function deadLettersShow(id: string, { as, json }: Options, terminal: Terminal): Promise<number> {
  const [service, letterId = ''] = id.split('/');
  if (!isConsumer(service) || !/^\d+$/.test(letterId)) throw new Failure(exit.usage, `${id} is no number of a parked message; they look like incentives/3 and stand in: mizan dead-letters list`);
  const session = await openSession(as, 'administrator');
  const { bytes, ...letter } = await session.ask(readDeadLetter, { params: { letterId } }, service);
  if (json) terminal.out(JSON.stringify({ service, ...letter, bytes }));
  else {
    for (const [name, value] of Object.entries(letter)) terminal.out(`${name}: ${value}`);
    terminal.out(`bytes:\n${Buffer.from(bytes, 'base64').toString('utf8')}`);
  }
  return exit.done;
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
