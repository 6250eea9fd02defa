import { cycleOpened } from './indicators/cycle-opened.ts';
import { snapshotFrozen } from './indicators/snapshot-frozen.ts';
import { submissionAccepted } from './indicators/submission-accepted.ts';
import { submissionRejected } from './indicators/submission-rejected.ts';
import { valueCorrected } from './indicators/value-corrected.ts';
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
  snapshotFrozen,
  methodologyRegistered,
  methodologyPublished,
  runRequested,
  partRequested,
  runCompleted,
  scoreComputed,
  scoreSuperseded,
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
  cycleOpened,
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
