import { cycleAmended } from './indicators/cycle-amended.ts';
import { cycleOpened } from './indicators/cycle-opened.ts';
import { snapshotFrozen } from './indicators/snapshot-frozen.ts';
import { submissionAccepted } from './indicators/submission-accepted.ts';
import { submissionRejected } from './indicators/submission-rejected.ts';
import { valueCorrected } from './indicators/value-corrected.ts';
import { managerScoreComputed } from './scoring/manager-score-computed.ts';
import { methodologyAnswered } from './scoring/methodology-answered.ts';
import { methodologyApproved } from './scoring/methodology-approved.ts';
import { methodologyCommented } from './scoring/methodology-commented.ts';
import { methodologyCompared } from './scoring/methodology-compared.ts';
import { methodologyDrafted } from './scoring/methodology-drafted.ts';
import { methodologyEnacted } from './scoring/methodology-enacted.ts';
import { methodologyOpenedForComment } from './scoring/methodology-opened-for-comment.ts';
import { methodologyReinstated } from './scoring/methodology-reinstated.ts';
import { methodologyReturned } from './scoring/methodology-returned.ts';
import { methodologySubmitted } from './scoring/methodology-submitted.ts';
import { methodologySuperseded } from './scoring/methodology-superseded.ts';
import { methodologyTested } from './scoring/methodology-tested.ts';
import { methodologyWithdrawn } from './scoring/methodology-withdrawn.ts';
import { methodologyPublished } from './scoring/methodology-published.ts';
import { methodologyRegistered } from './scoring/methodology-registered.ts';
import { partRequested } from './scoring/part-requested.ts';
import { runCompleted } from './scoring/run-completed.ts';
import { runRequested } from './scoring/run-requested.ts';
import { scoreComputed } from './scoring/score-computed.ts';
import { scoreSuperseded } from './scoring/score-superseded.ts';
import { allocationComputed } from './incentives/allocation-computed.ts';
import { caseAuthorised } from './incentives/case-authorised.ts';
import { caseChecked } from './incentives/case-checked.ts';
import { caseOpened } from './incentives/case-opened.ts';
import { casePrepared } from './incentives/case-prepared.ts';
import { caseSentBack } from './incentives/case-sent-back.ts';
import { roleGranted } from './incentives/role-granted.ts';
import { schemePublished } from './incentives/scheme-published.ts';
import { schemeRegistered } from './incentives/scheme-registered.ts';
import { type EventDeclaration } from '../define-event.ts';

export const allEvents: readonly EventDeclaration[] = [
  submissionAccepted,
  submissionRejected,
  valueCorrected,
  cycleOpened,
  cycleAmended,
  snapshotFrozen,
  methodologyRegistered,
  methodologyDrafted,
  methodologyTested,
  methodologyOpenedForComment,
  methodologyCommented,
  methodologyAnswered,
  methodologySubmitted,
  methodologyReturned,
  methodologyApproved,
  methodologyCompared,
  methodologyPublished,
  methodologyEnacted,
  methodologySuperseded,
  methodologyReinstated,
  methodologyWithdrawn,
  runRequested,
  partRequested,
  runCompleted,
  scoreComputed,
  scoreSuperseded,
  managerScoreComputed,
  schemeRegistered,
  schemePublished,
  roleGranted,
  caseOpened,
  allocationComputed,
  casePrepared,
  caseChecked,
  caseAuthorised,
  caseSentBack,
];

export {
  allocationComputed,
  caseAuthorised,
  caseChecked,
  caseOpened,
  casePrepared,
  caseSentBack,
  cycleAmended,
  cycleOpened,
  managerScoreComputed,
  methodologyAnswered,
  methodologyApproved,
  methodologyCommented,
  methodologyCompared,
  methodologyDrafted,
  methodologyEnacted,
  methodologyOpenedForComment,
  methodologyReinstated,
  methodologyReturned,
  methodologySubmitted,
  methodologySuperseded,
  methodologyTested,
  methodologyWithdrawn,
  methodologyPublished,
  methodologyRegistered,
  partRequested,
  roleGranted,
  runCompleted,
  runRequested,
  schemePublished,
  schemeRegistered,
  scoreComputed,
  scoreSuperseded,
  snapshotFrozen,
  submissionAccepted,
  submissionRejected,
  valueCorrected,
};
export { AllocationData } from './incentives/allocation-computed.ts';
export { GateResult } from './incentives/case-opened.ts';
export { RunCompletedData } from './scoring/run-completed.ts';
export { SnapshotFrozenData } from './indicators/snapshot-frozen.ts';
export { SubmissionKind } from './indicators/submission-accepted.ts';
