import { type MethodologyHead, type MethodologyState } from '@mizan/contracts';
import { type z } from 'zod';
import { type Step } from './steps.ts';
import { nextWords, standingAfter, type StepKind } from './transitions.ts';

export type Head = z.output<typeof MethodologyHead>;

/** The last step of a kind that still counts: what came before a return to the author does not. */
const since = (steps: readonly Step[], kind: StepKind) => steps.slice(steps.findLastIndex((one) => one.kind === 'returned') + 1).findLast((one) => one.kind === kind);

/**
 * Where a version stands on a day, from its steps alone.
 * A version whose successor was published holds until the successor's day, and is shown as published until then.
 */
export function headOf(steps: readonly Step[], title: Readonly<Record<string, string>>, today: string): Head {
  const last = steps.at(-1)!;
  const kinds = steps.map(({ kind }) => kind);
  const standing = standingAfter(kinds) as MethodologyState;
  const superseded = standing === 'superseded' ? (steps.findLast(({ kind }) => kind === 'superseded')?.data['from'] as string) : undefined;
  const status = superseded !== undefined && superseded > today ? 'published' : standing;
  const drafted = steps.findLast(({ kind }) => kind === 'drafted' || kind === 'registered');
  const [approved, published] = [since(steps, 'approved'), since(steps, 'published')];
  const effectiveFrom = since(steps, 'enacted')?.data['effectiveFrom'] as string | undefined;
  return {
    methodologyId: last.methodologyId,
    version: last.version,
    methodologySha256: last.methodologySha256,
    title,
    status,
    next: nextWords[status],
    step: last.step,
    errors: Number(drafted?.data['errors'] ?? 0),
    warnings: Number(drafted?.data['warnings'] ?? 0),
    draftedBy: drafted?.by ?? '',
    ...(approved ? { approvedBy: approved.by } : {}),
    ...(published ? { publishedBy: published.by } : {}),
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    ...(superseded === undefined ? {} : { supersededFrom: superseded }),
  };
}

/** Who may not approve or publish: everybody who saved the text, or asked for its approval. */
export const authorsOf = (steps: readonly Step[]): ReadonlySet<string> => new Set(steps.filter(({ kind }) => kind === 'drafted' || kind === 'registered' || kind === 'submitted').map(({ by }) => by));

export interface Comment {
  readonly comment: number;
  readonly text: string;
  readonly by: string;
  readonly at: string;
  readonly methodologySha256: string;
  readonly answers: { text: string; by: string; at: string }[];
}

/** The comments of every consultation there was, each with its answers. */
export function commentsOf(steps: readonly Step[]): Comment[] {
  const said = ({ data, by, at }: Step) => ({ text: String(data['text']), by, at: at.toISOString() });
  return steps.filter(({ kind }) => kind === 'commented').map((one) => ({ comment: one.step, methodologySha256: one.methodologySha256, ...said(one), answers: steps.filter(({ kind, data }) => kind === 'answered' && data['comment'] === one.step).map(said) }));
}
