import { type Application, askForReplay, type Bus, mayReplay, readLetters, readParked, replayDeadLetters as replay, setAside } from '@mizan/bus';
import { listDeadLetters, readDeadLetter, Refusal, replayDeadLetters, setDeadLetterAside } from '@mizan/contracts';
import { type Database, transact } from '@mizan/db';
import { type Mounted, read } from '@mizan/http';

/** What a service could not apply: to see, and to try again. */
export function deadLetterRoutes(db: Database, { applications }: Pick<Bus, 'applications'>): Mounted[] {
  return [
    read(listDeadLetters, async ({ query: { after, limit, all } }) => {
      const letters = await readLetters(db, { after, limit: limit + 1, all: all === 'true' });
      const page = letters.slice(0, limit);
      const last = letters.length > limit ? page.at(-1) : undefined;
      return { letters: page.map(shown), ...(last ? { next: last.letterId } : {}) };
    }),
    read(readDeadLetter, async ({ params: { letterId } }) => {
      const letter = await letterOf(db, letterId);
      return { ...shown(letter), bytes: Buffer.from(letter.bytes).toString('base64') };
    }),
    read(replayDeadLetters, async ({ body: { consumer, subject }, principal }) => replayFor(applicationOf(applications, consumer), principal.subject, subject)),
    read(setDeadLetterAside, async ({ params: { letterId }, body: { because }, principal }) => {
      const { index, consumer, subject } = await letterOf(db, letterId);
      if (index !== undefined) throw new Refusal('dead-letter-waits', `Leaf ${index} still has to be applied, and what follows of its subject ${subject} waits behind it. Mend the cause, then: mizan dead-letters replay ${consumer}`);
      await setAside(db, letterId, { person: principal.subject, because });
      return shown(await letterOf(db, letterId));
    }),
  ];
}

async function letterOf(db: Database, letterId: string) {
  const [letter] = await readLetters(db, { after: String(BigInt(letterId) - 1n), limit: 1, all: true });
  if (letter?.letterId !== letterId) throw new Refusal('dead-letter-not-found', `Nothing is parked under the number ${letterId}; it may have been applied meanwhile.`);
  return letter;
}

function applicationOf(applications: readonly Application[], consumer: string): Application {
  const found = applications.find((application) => application.consumer === consumer);
  if (!found) throw new Refusal('consumer-not-found', `Nobody called ${consumer} takes events here. There are: ${applications.map((one) => one.consumer).join(', ') || 'none'}.`);
  return found;
}

async function replayFor(application: Application, person: string, subject: string | undefined) {
  const { db, actor } = application;
  const allowed = await transact(db, { ...actor, onBehalf: person }, async (tx) => {
    const may = await mayReplay(tx, application, person, subject);
    if (!may) await askForReplay(tx, application, person, subject);
    return may;
  });
  const applied = allowed ? await replay(application, subject) : 0;
  return { applied, left: (await readParked(db, application, subject)).length, waitsForSecondPerson: !allowed };
}

const shown = ({ consumer, source, letterId, index, place, type, subject, reason, attempts, parkedAt, replayAskedBy, setAside: rests }: Awaited<ReturnType<typeof readLetters>>[number]) => ({
  letterId, consumer, source, type, subject, reason, attempts, parkedAt,
  ...(index === undefined ? {} : { index }),
  ...(place === undefined ? {} : { place }),
  ...(replayAskedBy === undefined ? {} : { replayAskedBy }),
  ...(rests === undefined ? {} : { setAside: rests }),
});
