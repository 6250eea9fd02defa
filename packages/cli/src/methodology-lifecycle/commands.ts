import { type Command } from 'commander';
import { type Terminal } from '../session/terminal.ts';
import type { Options } from './take-step.ts';

type Done = (code: Promise<number>) => Promise<void>;
const as = ['--as <person>', 'a demonstration person or role to sign in as'] as const;
const name = '<id@version>';

/** `methodology …`: the life of a version, one command a step. What a command needs is loaded when it is called. */
export function methodologyCommands(methodology: Command, io: Terminal, done: Done): void {
  const command = (words: string, description: string) => methodology.command(words).description(description).option('--json').option(...as);
  const steps = () => import('./take-step.ts');

  command('list', 'every version and where it stands').action((options: Options) => done(import('./show.ts').then(({ list }) => list(options, io))));
  command(`show ${name}`, 'where it stands, what the linter finds, the comments, what comes next').action((version: string, options: Options) => done(import('./show.ts').then(({ show }) => show(version, options, io))));
  command(`history ${name}`, 'every step with person and time').action((version: string, options: Options) => done(import('./show.ts').then(({ history }) => history(version, options, io))));
  command('save <file>', 'save a document as a draft; the linter reads it').option('--replaces <sha256>', 'the text it was made from').action((file: string, options: Options & { replaces?: string }) => done(import('./save.ts').then(({ save }) => save({ ...options, file }, io))));
  command(`test ${name}`, 'linter and own examples, on the stored bytes').action((version: string, options: Options) => done(steps().then(({ test }) => test(version, options, io))));
  command(`consult ${name}`, 'put a tested version out for comment').action((version: string, options: Options) => done(steps().then(({ consult }) => consult(version, options, io))));
  command(`comment ${name} <text>`, 'say something about a version in consultation').action((version: string, text: string, options: Options) => done(steps().then(({ comment }) => comment(version, text, options, io))));
  command(`answer ${name} <comment> <text>`, 'answer a comment by its number').action((version: string, number: string, text: string, options: Options) => done(steps().then(({ answer }) => answer(version, number, text, options, io))));
  command(`submit ${name}`, 'close the consultation and ask for approval').action((version: string, options: Options) => done(steps().then(({ submit }) => submit(version, options, io))));
  command(`approve ${name}`, 'as another person than its authors').option('--text <sha256>', 'the text you have read; otherwise the one that stands').action((version: string, options: Options & { text?: string }) => done(steps().then(({ approve }) => approve(version, options, io))));
  command(`return ${name}`, 'return it to its author').requiredOption('--reason <text>').action((version: string, options: Options & { reason: string }) => done(steps().then(({ giveBack }) => giveBack(version, options, io))));
  command(`compare ${name} <run>`, 'score the snapshot of a run with it and keep both side by side').action((version: string, run: string, options: Options) => done(import('./compare.ts').then(({ compare }) => compare(version, run, options, io))));
  command(`publish ${name}`, 'from a day on; a day that has passed needs an order').option('--from <day>', 'such as 2027-01-01; otherwise the day the document says').option('--order <text>', 'number and date of the order').option('--text <sha256>', 'the text you have read; otherwise the one that stands').action((version: string, options: Options & { from?: string; order?: string; text?: string }) => done(steps().then(({ publish }) => publish(version, options, io))));
  command(`withdraw ${name}`, 'for good; never one that a run has used').requiredOption('--reason <text>').action((version: string, options: Options & { reason: string }) => done(steps().then(({ withdraw }) => withdraw(version, options, io))));
  command('diff <before> <after>', 'how two documents differ; each a file, id@version or the hash of a text').action((before: string, after: string, options: Options) => done(import('./difference.ts').then(({ difference }) => difference(before, after, options, io))));
}
