import { type MethodologyState } from '@mizan/contracts';

export type Standing = MethodologyState | 'none';
interface Transition {
  readonly from: readonly Standing[];
  /** Where it leads; without it the version stays where it is. */
  readonly to?: MethodologyState;
  /** For the sentence "it can be ...". */
  readonly words: string;
}

/** Every step there is, on what it may follow, and where it leads. The table methodology_transition says the same. */
export const transitions = {
  /** How versions began before drafts were kept; nothing records it any more. */
  registered: { from: ['none'], to: 'draft', words: 'registered' },
  drafted: { from: ['none', 'draft'], to: 'draft', words: 'edited' },
  tested: { from: ['draft'], to: 'tested', words: 'tested' },
  'opened-for-comment': { from: ['tested'], to: 'consultation', words: 'put out for comment' },
  commented: { from: ['consultation'], words: 'commented on' },
  answered: { from: ['consultation'], words: 'given answers' },
  submitted: { from: ['consultation'], to: 'submitted', words: 'submitted' },
  approved: { from: ['submitted'], to: 'approved', words: 'approved' },
  returned: { from: ['tested', 'consultation', 'submitted'], to: 'draft', words: 'returned to its author' },
  compared: { from: ['tested', 'consultation', 'submitted', 'approved'], words: 'compared with a run' },
  published: { from: ['approved'], to: 'published', words: 'published' },
  enacted: { from: ['published'], words: 'enacted' },
  superseded: { from: ['published'], to: 'superseded', words: 'superseded' },
  reinstated: { from: ['superseded'], to: 'published', words: 'reinstated' },
  withdrawn: { from: ['draft', 'tested', 'consultation', 'submitted', 'approved', 'published'], to: 'withdrawn', words: 'withdrawn' },
} as const satisfies Record<string, Transition>;
export type StepKind = keyof typeof transitions;

export const may = (standing: Standing, kind: StepKind): boolean => (transitions[kind].from as readonly Standing[]).includes(standing);
export const leadsTo = (standing: Standing, kind: StepKind): Standing => (transitions[kind] as Transition).to ?? standing;
export const standingAfter = (kinds: readonly StepKind[]): Standing => kinds.reduce(leadsTo, 'none' as Standing);

/** The state as a clause: "it is ...". */
export const standingWords: Readonly<Record<Standing, string>> = {
  none: 'not there',
  draft: 'a draft',
  tested: 'tested',
  consultation: 'in consultation',
  submitted: 'submitted for approval',
  approved: 'approved',
  published: 'published',
  superseded: 'superseded',
  withdrawn: 'withdrawn',
};

/** What an officer can do next, whole sentences. */
export const nextWords: Readonly<Record<Standing, string>> = {
  none: 'Save a draft.',
  draft: 'Edit it, or test it when it is ready.',
  tested: 'Put it out for comment, or return it to edit it.',
  consultation: 'Answer the comments and submit it, or return it to edit it.',
  submitted: 'Another person approves it or returns it.',
  approved: 'A policy approver publishes it.',
  published: 'Nothing published is edited: save the change as a new version.',
  superseded: 'Its successor took over: save a change as a new version.',
  withdrawn: 'It is withdrawn for good: save a new version.',
};
