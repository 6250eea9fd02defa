import { type Application, askForReplay, type Bus, mayReplay, type Parked, readParked, replayDeadLetters as replay } from '@mizan/bus';
import { listDeadLetters, readDeadLetter, Refusal, replayDeadLetters } from '@mizan/contracts';
import { type Database, transact } from '@mizan/db';
import { type Mounted, read } from '@mizan/http';

/** What a service could not apply: to see, and to try again. */
export function deadLetterRoutes(db: Database, { applications }: Pick<Bus, 'applications'>): Mounted[] {
  const all = async () => (await Promise.all(applications.map(async (application) => (await readParked(db, application)).map((letter) => ({ ...letter, application }))))).flat();
  return [
    read(listDeadLetters, async () => ({ letters: (await all()).map(shown) })),
    read(readDeadLetter, async ({ params }) => {
      const letter = (await all()).find(({ letterId }) => letterId === params.letterId);
      if (!letter) throw new Refusal('dead-letter-not-found', `Nothing is parked under the number ${params.letterId}; it may have been applied meanwhile.`);
      return { ...shown(letter), bytes: Buffer.from(letter.bytes).toString('base64') };
    }),
    read(replayDeadLetters, async ({ body, principal }) => replayFor(applicationOf(applications, body.consumer), principal.subject)),
  ];
}

function applicationOf(applications: readonly Application[], consumer: string): Application {
  const found = applications.find((application) => application.consumer === consumer);
  if (!found) throw new Refusal('consumer-not-found', `Nobody called ${consumer} takes events here. There are: ${applications.map((one) => one.consumer).join(', ') || 'none'}.`);
  return found;
}

async function replayFor(application: Application, person: string) {
  const { db, actor } = application;
  const allowed = await transact(db, { ...actor, onBehalf: person }, async (tx) => {
    const may = await mayReplay(tx, application, person);
    if (!may) await askForReplay(tx, application, person);
    return may;
  });
  const applied = allowed ? await replay(application) : 0;
  return { applied, left: (await readParked(db, application)).length, waitsForSecondPerson: !allowed };
}

const shown = ({ application: { consumer, source }, letterId, index, place, type, subject, reason, attempts, parkedAt, replayAskedBy }: Parked & { application: Application }) => ({
  letterId, consumer, source, type, subject, reason, attempts, parkedAt,
  ...(index === undefined ? {} : { index }),
  ...(place === undefined ? {} : { place }),
  ...(replayAskedBy === undefined ? {} : { replayAskedBy }),
});
