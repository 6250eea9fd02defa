import { type Random } from './random.ts';
import { carryOut, type Office, type Prepared, type Task } from './operations.ts';

const stewards = 4;

/** Officers at work until told to stop; whatever was begun is finished. @returns the tasks, for doing them again without faults */
export async function work(office: Office, prepared: Prepared, { orgUnits, random, stopped, cycles }: { orgUnits: readonly string[]; random: Random; stopped: () => boolean; cycles: number }): Promise<Task[]> {
  const done: Task[] = [];
  const perform = async (task: Task) => {
    done.push(task);
    await carryOut(office, prepared, task);
  };
  // Each steward has districts of her own: the order of the corrections of one figure is then the order she made them in.
  const steward = async (number: number) => {
    const own = orgUnits.filter((_unit, place) => place % stewards === number);
    for (let n = 1; !stopped(); n += 1) await perform({ task: 'correct', orgUnit: random.pick(own), value: `${n % 100}.${String(number)}${String(n).padStart(4, '0')}` });
  };
  const payer = async () => {
    for (let n = 1; n <= cycles || !stopped(); n += 1) await perform({ task: 'pay', cycleId: `drill-${String(n).padStart(3, '0')}` });
  };
  await Promise.all([payer(), ...Array.from({ length: stewards }, (_, number) => steward(number))]);
  return done;
}

/** The same tasks once more, one after another where their order matters. */
export async function workAgain(office: Office, prepared: Prepared, tasks: readonly Task[]): Promise<void> {
  const lanes = Map.groupBy(tasks, (task) => (task.task === 'pay' ? 'pay' : task.orgUnit));
  await Promise.all(
    [...lanes.values()].map(async (lane) => {
      for (const task of lane) await carryOut(office, prepared, task);
    }),
  );
}
