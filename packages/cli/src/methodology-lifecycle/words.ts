import { type MethodologyHead, type readMethodologyVersion } from '@mizan/contracts';
import { type z } from 'zod';
import { nameOf } from './version-name.ts';

export type Head = z.output<typeof MethodologyHead>;
export type Version = z.output<(typeof readMethodologyVersion)['reply']['body']>;
type Finding = Version['findings'][number];
type Step = Version['history'][number];

const minute = (at: string) => at.slice(0, 16).replace('T', ' ');
const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
const titleOf = ({ title }: Head) => title['en'] ?? Object.values(title)[0] ?? 'no title yet';

/** When it holds: from its day, up to its successor's. */
function days({ effectiveFrom, supersededFrom }: Head): string {
  if (effectiveFrom === undefined) return '';
  if (supersededFrom === undefined) return `from ${effectiveFrom}`;
  return supersededFrom > effectiveFrom ? `from ${effectiveFrom} until ${supersededFrom}` : `replaced from its first day, ${effectiveFrom}`;
}
const states: Readonly<Partial<Record<Head['status'], string>>> = { draft: 'a draft', consultation: 'in consultation', submitted: 'submitted for approval' };
const stands = (head: Head) => `${nameOf(head)} is ${states[head.status] ?? head.status}${days(head) ? `, ${days(head)}` : ''}`;

/** One line a version, in columns. */
export function listLines(heads: readonly Head[]): string[] {
  const rows = heads.map((head) => [nameOf(head), head.status, days(head), titleOf(head)]);
  const width = (column: number) => Math.max(0, ...rows.map((row) => row[column]!.length));
  const widths = [0, 1, 2].map(width);
  return rows.map((row) => row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell)).join('  ').trimEnd());
}

export const findingLine = ({ severity, pointer, text, advice }: Finding) => `${severity} ${pointer || '/'}: ${text}; ${advice}`;

/** What an officer sees of a version. */
export function versionLines({ head, findings, comments }: Version): string[] {
  const people = [`drafted by ${head.draftedBy}`, head.approvedBy ? `approved by ${head.approvedBy}` : '', head.publishedBy ? `published by ${head.publishedBy}` : ''].filter(Boolean).join(', ');
  const said = comments.flatMap(({ comment, by, at, text, answers }) => [`  ${comment}  ${minute(at)}  ${by}: ${text}`, ...(answers.length > 0 ? answers.map((one) => `     ${minute(one.at)}  ${one.by} answers: ${one.text}`) : ['     not answered yet'])]);
  return [
    stands(head),
    titleOf(head),
    people,
    `text ${head.methodologySha256}`,
    `linter: ${count(head.errors, 'error')}, ${count(head.warnings, 'warning')}`,
    ...findings.map((finding) => `  ${findingLine(finding)}`),
    ...(said.length > 0 ? ['comments:', ...said] : []),
    `Next: ${head.next}`,
  ];
}

/** What a step was about, where its name does not say it all. */
function detail({ data }: Step): string {
  const { text, comment, reason, effectiveFrom, order, runId, changed, orgUnits, errors, warnings, examples, from } = data as Record<string, string | number | undefined>;
  const parts = [
    comment === undefined ? undefined : `to ${comment}`,
    text ?? reason,
    errors === undefined ? undefined : `${count(Number(errors), 'error')}, ${count(Number(warnings), 'warning')}`,
    examples === undefined ? undefined : `${count(Number(examples), 'example')} came out`,
    effectiveFrom === undefined ? undefined : `in force from ${effectiveFrom}`,
    order === undefined ? undefined : `by ${order}`,
    runId === undefined ? undefined : `with ${runId}: ${changed} of ${orgUnits} org units change`,
    from === undefined ? undefined : `from ${from}`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? `  ${parts.join('; ')}` : '';
}

export const historyLines = (history: readonly Step[]): string[] =>
  history.map((step) => `${String(step.step).padStart(3)}  ${minute(step.at)}  ${step.did} by ${step.by}  ${step.methodologySha256.slice(0, 12)}${detail(step)}`);

/** What became of it, and what can be done now. */
export const stepLines = (head: Head): string[] => [`${stands(head)}.`, `Next: ${head.next}`];
