import { type LogName } from '../../producers.ts';

/** Something that does not match, in words an officer can report. */
export interface Finding {
  readonly log: LogName;
  readonly check: 'feed' | 'checkpoint' | 'books' | 'object' | 'run' | 'reachable';
  readonly index?: number;
  readonly subject?: string;
  readonly text: string;
}

export const sameFinding = (a: Finding, b: Finding) => a.log === b.log && a.check === b.check && a.index === b.index && a.subject === b.subject && a.text === b.text;
