import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOf, end, isRunning, markOf, type ProcessMark } from './process-mark.ts';

interface Run {
  readonly address: string;
  readonly launcher: ProcessMark;
  readonly children: Readonly<Record<string, ProcessMark>>;
}

export interface RunFile {
  /** Writes a child down, so that the next start can end it if we are killed. */
  remember(name: string, pid: number, command: string): Promise<void>;
  forget(): Promise<void>;
}

/**
 * Takes a data folder for this process, ending what a killed launcher left running on it.
 * @throws Error in words when another launcher is alive on it: two servers on one folder would ruin it
 */
export async function takeFolder(dataDir: string, address: string): Promise<RunFile> {
  const file = join(dataDir, 'run', 'processes.json');
  await mkdir(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  const left = JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) as Run | null;
  if (left && (await isRunning(left.launcher))) throw new Error(alreadyRuns(dataDir, left));
  await Promise.all(Object.values(left?.children ?? {}).map(end));

  const launcher = await markOf(process.pid, await commandOf(process.pid));
  if (!launcher) throw new Error('This machine does not tell when a process started, so a start cannot be made safe.');
  let run: Run = { address, launcher, children: {} };
  let writing = write(file, run);
  await writing;
  return {
    async remember(name, pid, command) {
      const mark = await markOf(pid, command);
      if (!mark) return;
      run = { ...run, children: { ...run.children, [name]: mark } };
      writing = writing.then(() => write(file, run));
      await writing;
    },
    async forget() {
      await writing;
      await rm(file, { force: true });
    },
  };
}

const alreadyRuns = (dataDir: string, { address, launcher }: Run) =>
  `Mizan already runs on ${dataDir} (process ${launcher.pid}): ${address}\nStop it there, or keep a second one elsewhere, for example: MIZAN_DATA=.data-2 MIZAN_PORT=9400 npm start`;

async function write(file: string, run: Run): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(run), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
