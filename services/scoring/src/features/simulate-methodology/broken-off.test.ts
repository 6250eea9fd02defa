import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { transact } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { demonstrationMethodology, frozenDemonstration } from '../../testing/demonstration.fixture.ts';
import { publishDocument } from '../../testing/publish.fixture.ts';
import { takeSnapshot } from '../take-snapshot/take-snapshot.ts';
import { progressOf, readSimulation } from './progress.ts';
import { requestSimulation } from './request-simulation.ts';
import { startSimulations } from './work-simulations.ts';

const actor = { service: 'scoring', deployment: 'test' };
const key = { methodologyId: 'mizan-demonstration', version: String(demonstrationMethodology()['version']) };
let database: TestDatabase;
let methodologySha256: string;
let instance: ChildProcess | undefined;
let next: ReturnType<typeof startSimulations> | undefined;
const another = () => (next = startSimulations(database.db, () => undefined));

beforeAll(async () => {
  database = await startTestDatabase('scoring', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  const { frozen, indicators } = frozenDemonstration('snap-1');
  await transact(database.db, actor, (tx) => takeSnapshot(tx, frozen, indicators));
  methodologySha256 = await publishDocument(database.db, demonstrationMethodology());
}, 90_000);
// also after a claim that failed, or the run would wait for who works on
afterEach(() => next?.stop());
afterAll(async () => {
  instance?.kill('SIGKILL');
  await database.stop();
});

const ask = (minimumScore: string) => transact(database.db, actor, (tx) => requestSimulation(tx, key, { snapshotId: 'snap-1', against: methodologySha256, eligibility: { minimumScore } }, 'officer'));
const stands = (simulationId: string) => progressOf(database.db, simulationId);
async function until(simulationId: string, holds: (found: Awaited<ReturnType<typeof stands>>) => boolean) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 5))) if (holds(await stands(simulationId))) break;
  return stands(simulationId);
}
/** Starts an instance of its own and kills it once it has begun to score. */
async function killInTheMiddle(simulationId: string) {
  instance = spawn(process.execPath, [fileURLToPath(new URL('./simulation-process.fixture.ts', import.meta.url)), 'work-on', database.url], { stdio: 'ignore' });
  const gone = once(instance, 'exit');
  const { state, done, total } = await until(simulationId, (found) => found.done > 0 || found.state !== 'running');
  instance.kill('SIGKILL');
  await gone;
  return { state, done, total };
}

describe('when the instance that works on a simulation is killed in the middle', () => {
  it('the next one that looks begins it again and completes it', async () => {
    const { simulationId } = await ask('50');
    const killed = await killInTheMiddle(simulationId);
    expect(killed).toMatchObject({ state: 'running', total: 322 });
    expect(killed.done).toBeLessThan(322);
    expect(await stands(simulationId)).toMatchObject({ state: 'running' });
    another();
    expect(await until(simulationId, ({ state }) => state !== 'running')).toMatchObject({ state: 'completed', done: 322, total: 322 });
    expect((await readSimulation(database.db, simulationId)).result).toMatchObject({ orgUnits: 161, unchanged: 161 });
  }, 90_000);

  it('three times, it is called failed in words, and is begun anew only when it is asked for again', async () => {
    const { simulationId } = await ask('51');
    for (let time = 0; time < 3; time += 1) {
      expect(await killInTheMiddle(simulationId)).toMatchObject({ state: 'running' });
      await database.db.sql`UPDATE scoring.simulation SET done = 0 WHERE simulation_id = ${simulationId}`;
    }
    another();
    expect(await until(simulationId, ({ state }) => state !== 'running')).toMatchObject({ state: 'failed', fault: expect.stringMatching(/begun 3 times, and each time the instance .* ended before it did\. Tell the administrator/) });
    expect(await ask('51')).toMatchObject({ simulationId, state: 'running' });
    expect(await until(simulationId, ({ state }) => state !== 'running')).toMatchObject({ state: 'completed' });
  }, 180_000);

  it('or stopped in order, it is left to the next as if it had not begun', async () => {
    const { simulationId } = await ask('52');
    for (let time = 0; time < 4; time += 1) {
      const one = another();
      await until(simulationId, ({ done }) => done > 0);
      await one.stop();
      if ((await stands(simulationId)).state !== 'running') break;
      await database.db.sql`UPDATE scoring.simulation SET done = 0 WHERE simulation_id = ${simulationId}`;
    }
    another();
    expect(await until(simulationId, ({ state }) => state !== 'running')).toMatchObject({ state: 'completed' });
  }, 180_000);
});
