import { Command } from 'commander';
import { caseList } from './case-list/command.ts';
import { cycleFreeze } from './cycle-freeze/command.ts';
import { cycleList } from './cycle-list/command.ts';
import { deadLettersList, deadLettersReplay, deadLettersSetAside, deadLettersShow } from './dead-letters/command.ts';
import { exportBundle } from './export-bundle/command.ts';
import { importCommand } from './import-file/command.ts';
import { methodologyCommands } from './methodology-lifecycle/commands.ts';
import { scoreExplain } from './score-explain/command.ts';
import { scoreRun } from './score-run/command.ts';
import { scoreWhatIf, type WhatIfOptions } from './score-what-if/command.ts';
import { exit, Failure } from './session/failure.ts';
import { terminal } from './session/terminal.ts';
import { printToken } from './sign-in/command.ts';
// a type named inside braces would still load the module, and with it the client of the broker
import type { BackTestOptions } from './methodology-back-test/command.ts';
import type { ReplayOptions } from './replay-run/command.ts';
import type { JobOptions, StartOptions } from './simulation-job/command.ts';
import type { SimulateOptions } from './methodology-simulate/command.ts';
import type { UncertaintyOptions } from './methodology-uncertainty/command.ts';
import type { TopicsOptions } from './topics/command.ts';
import { traceCase } from './trace-case/command.ts';
import { type CorrectOptions, valueCorrect } from './value-correct/command.ts';
import { verify } from './verify-bundle/command.ts';

// A reader that closes early, such as head, is no fault of ours.
process.stdout.on('error', () => process.exit(0));
const io = terminal(process.stdout, process.stderr);
const program = new Command('mizan').description('Scores, cases and their trail, from the command line.').version('0.1.0').exitOverride().showHelpAfterError('(mizan --help lists the commands)');
const as = ['--as <person>', 'a demonstration person or role to sign in as'] as const;

/** Sets the exit code of a command that was carried out. */
const done = (code: Promise<number>) => code.then((value) => void (process.exitCode = value));

program.command('import').argument('<file>').description('import a CSV file; any fault and nothing is stored').option('--kind <kind>', 'observations, org-units, indicators, posts, postings, absence-causes, absences, observed-days, take-overs or published-figures', 'observations').option('--json').option(...as).action((file: string, options: { kind: string; as?: string; json?: boolean }) => done(importCommand({ ...options, file }, io)));
program.command('value').description('figures as they stand').command('correct').argument('<indicator>').argument('<orgUnit>').description('say what a published figure means, all of it as a line of a return; what was published stays beside it').requiredOption('--period <period>').option('--status <status>', 'present, or why it is missing', 'present').option('--value <number>').option('--numerator <number>').option('--denominator <number>').option('--n <number>', 'over how many; otherwise the denominator').option('--standard-error <number>').option('--subgroup <word>', 'of whom it speaks, where not of all').option('--of-source <word>', 'whose figure, where they are kept apart by source').requiredOption('--reason <text>', 'at least 10 letters').requiredOption('--source <text>', 'by what it is known').option('--json').option(...as).action((indicator: string, orgUnit: string, options: CorrectOptions) => done(valueCorrect(indicator, orgUnit, options, io)));
const score = program.command('score').description('score runs and their explanation');
score.command('run').description('score a cycle as it was frozen last').requiredOption('--cycle <cycle>').option('--methodology <id@version>', 'in place of the one it was frozen for; or the hash of a text').option('--snapshot <id>', 'an earlier one, as `cycle list` has it').option('--reason <text>', 'needed when scores in force are superseded').option(...as).action((options: Parameters<typeof scoreRun>[0]) => done(scoreRun(options, io)));
score.command('explain').description('how a score was made, step by step').argument('[orgUnit]').requiredOption('--cycle <cycle>').option('--person <id>', 'the score of who held posts, in place of an org unit\'s').option('--json').option(...as).action((orgUnit: string | undefined, options: { cycle: string; as?: string; json?: boolean; person?: string }) => done(scoreExplain({ ...options, orgUnit }, io)));
score.command('what-if').argument('<orgUnit>').description('what its score would be if some figures were others; stores nothing').requiredOption('--cycle <cycle>').requiredOption('--figure <figure=number...>', 'reading=70, with counts presence=90/100, of an org unit below it s-17/presence=90/100').option('--json').option(...as).action((orgUnit: string, options: WhatIfOptions) => done(scoreWhatIf(orgUnit, options, io)));
const cycle = program.command('cycle').description('cycles of scoring and payment');
cycle.command('list').description('the cycles, what each was frozen as and why, and the runs that scored it').option('--json').option(...as).action((options: { as?: string; json?: boolean }) => done(cycleList(options, io)));
cycle.command('freeze').argument('<cycle>').description('freeze its figures, hierarchy and postings, and say what the methodology will not find').requiredOption('--methodology <id@version>', 'the version in force, or the hash of its text').option('--reason <text>', 'needed when it was frozen before').option('--json').option(...as).action((cycleId: string, options: { methodology: string; reason?: string; as?: string; json?: boolean }) => done(cycleFreeze(cycleId, options, io)));
program.command('case').description('incentive cases').command('list').option('--cycle <cycle>').option('--state <state>').option('--json').option(...as).action((options: Parameters<typeof caseList>[0]) => done(caseList(options, io)));
program.command('trace').argument('<id>').description('from a case, a score of an org unit or person, or a leaf hash down to the raw lines').option('--json').option(...as).action((id: string, options: { as?: string; json?: boolean }) => done(traceCase({ ...options, id }, io)));
program.command('sign-in').requiredOption(...as).description('print a bearer token of a demonstration person').action((options: { as: string }) => done(printToken(options, io)));
program.command('bundle').description('evidence to take away').command('export').requiredOption('--out <dir>').option(...as).action((options: { out: string; as?: string }) => done(exportBundle(options, io)));
program.command('verify').argument('<dir>').description('check a bundle offline').option('--policy <file>', 'keys to trust').action((dir: string, options: { policy?: string }) => done(verify({ ...options, dir }, io)));
program.command('replay').argument('[run]', 'a run, such as the cases name it').description('compute a past run again from what was frozen, byte for byte').option('--bundle <dir>', 'offline, every run of an exported bundle').option('--run <run>', 'this run of the bundle alone').option('--policy <file>', 'keys to trust').option('--json').option(...as).action((run: string | undefined, options: ReplayOptions) => done(import('./replay-run/command.ts').then(({ replay }) => replay({ ...options, ...(run === undefined ? {} : { run }) }, io))));
const letters = program.command('dead-letters').description('events that could not be applied');
letters.command('list').option('--all', 'also what was set aside').option('--json').option(...as).action((options: { as?: string; json?: boolean; all?: boolean }) => done(deadLettersList(options, io)));
letters.command('show').argument('<id>', 'as the list shows it, such as incentives/3').option('--json').option(...as).action((id: string, options: { as?: string; json?: boolean }) => done(deadLettersShow(id, options, io)));
letters.command('set-aside').argument('<id>', 'of a message that is no leaf of the log, as the list shows it').description('say that it was looked at; it stays, and the alert ends').requiredOption('--because <text>', 'why it may rest').option('--json').option(...as).action((id: string, options: { as?: string; json?: boolean; because: string }) => done(deadLettersSetAside(id, options, io)));
letters.command('replay').argument('<consumer>', 'such as scoring.snapshots').option('--subject <subject>', 'only what is parked of this subject, as the list shows it').option('--json').option(...as).action((consumer: string, options: { as?: string; json?: boolean; subject?: string }) => done(deadLettersReplay(consumer, options, io)));
program.command('topics').description('the topics on Kafka').command('apply').description('show what differs from the declaration, then make it so').option('--brokers <list>', 'host:port, comma separated').option('--ca-file <file>').option('--user <name>').option('--password-file <file>').option('--replicas <n>', 'copies of each partition, at most one per broker', '3').option('--dry-run', 'only show').action(async (options: TopicsOptions) => {
  const { topicsApply } = await import('./topics/command.ts');
  await done(topicsApply(options, io));
});
const methodology = program.command('methodology').description('methodology documents and their life');
methodology.command('lint').argument('<file>').description('errors, warnings and assumptions with their place and what to do').option('--values <file>', 'figures: what only they show').option('--org-units <file>', 'levels, leagues and groups that nobody has').option('--core <file>', 'the shared core that the document names').option('--json').action((file: string, options: { values?: string; orgUnits?: string; core?: string; json?: boolean }) => done(import('./methodology-lint/command.ts').then(({ methodologyLint }) => methodologyLint({ ...options, file }, process))));
methodologyCommands(methodology, io, done);
const overValues = (name: string, description: string) => methodology.command(name).description(description).requiredOption('--values <file>', 'figures').option('--org-units <file>', 'hierarchy and attributes').option('--on <day>', 'the day whose parameters apply, and of simulate also the day whose post-holders count').option('--eligible-from <score>', 'least score that makes eligible').option('--eligible-bands <list>', 'bands that make eligible, comma separated').option('--json');
overValues('simulate', 'what a draft would change for everybody, on the same figures').requiredOption('--draft <file>').requiredOption('--against <file>', 'the version in force').option('--period <period>', 'otherwise the newest').option('--postings <file>', 'who holds which post, with `sex`').option('--posts <file>', 'where postings name posts and not org units').option('--all', 'everybody who moves').action((options: SimulateOptions) => done(import('./methodology-simulate/command.ts').then(({ methodologySimulate }) => methodologySimulate(options, io))));
overValues('uncertainty', 'how certain scores, ranks and bands are, by draws').requiredOption('--methodology <file>').option('--period <period>', 'otherwise the newest').option('--draws <n>', '', '10000').option('--seed <n>', 'the same seed gives the same draws', '1').option('--weights <percent>', 'how far weights may be from the stated ones; 0 holds them', '25').option('--normalisations <list>', 'other ways to draw: min-max, z-score, percent-rank').option('--aggregations <list>', 'other ways to draw: arithmetic, geometric').option('--no-errors', 'leave standard errors of figures aside').option('--sensitivity-draws <n>', '0 leaves the shares of variance out', '2000').option('--margins <whom>', 'close or all: for whom to find the figure that would change the result', 'close').option('--org-unit <code>', 'this one alone').action((options: UncertaintyOptions) => done(import('./methodology-uncertainty/command.ts').then(({ methodologyUncertainty }) => methodologyUncertainty(options, io))));
overValues('back-test', 'whether earlier periods say the same of the same org units').requiredOption('--methodology <file>').option('--periods <list>', 'otherwise all, oldest first').option('--top <k>', '', '10').action((options: BackTestOptions) => done(import('./methodology-back-test/command.ts').then(({ methodologyBackTest }) => methodologyBackTest(options, io))));
const simulation = program.command('simulation').description('what a version would change, worked out by the service on frozen snapshots');
const job = (words: string, description: string) => simulation.command(words).description(description).option('--json').option(...as);
const jobs = () => import('./simulation-job/command.ts');
job('start <id@version>', 'beside the version in force, for everybody').requiredOption('--snapshot <id>').option('--against <sha256>', 'another text to compare with').option('--eligible-from <score>', 'least score that makes eligible').option('--eligible-bands <list>', 'bands that make eligible, comma separated').option('--all', 'everybody who moves').option('--no-wait', 'do not wait for the result').action((version: string, options: StartOptions) => done(jobs().then(({ simulationStart }) => simulationStart(version, options, io))));
job('back-test <id@version>', 'over cycles as they were frozen').requiredOption('--snapshots <list>', 'one of each cycle, comma separated').option('--top <k>', '', '10').option('--no-wait', 'do not wait for the result').action((version: string, options: JobOptions & { snapshots: string; top?: string }) => done(jobs().then(({ simulationBackTest }) => simulationBackTest(version, options, io))));
job('show <simulation>', 'how far one is and what came of it').option('--all', 'everybody who moves').option('--no-wait', 'do not wait for the result').action((id: string, options: JobOptions) => done(jobs().then(({ simulationShow }) => simulationShow(id, options, io))));
job('cancel <simulation>', 'end one before its end, for whoever waits for it').action((id: string, options: JobOptions) => done(jobs().then(({ simulationCancel }) => simulationCancel(id, options, io))));
program.command('engine').description('the engine without any service').command('score').allowUnknownOption().helpOption(false).argument('[args...]').action(async () => {
  const { engineScore } = await import('./engine-score/command.ts');
  process.exitCode = await engineScore(process.argv.slice(4), { stdout: process.stdout, stderr: process.stderr });
});

try {
  await program.parseAsync();
} catch (error) {
  const { code, message, exitCode } = error as { code?: unknown; message: string; exitCode?: number };
  if (error instanceof Failure) {
    io.note(message);
    process.exitCode = error.code;
  } else if (exitCode !== undefined) process.exitCode = exitCode === 0 ? exit.done : exit.usage;
  else {
    io.note(`${message}${typeof code === 'string' ? ` (${code})` : ''}`);
    process.exitCode = exit.usage;
  }
}
