export { allocate, type Allocation, type Claim } from './allocate.ts';
export { type AllocationData, type CaseData, type CaseIds, casesOf, type Claimed } from './cases-of.ts';
export { cycleDays, daysInPost } from './days-in-post.ts';
export { amountFor, entitlementOf, type Entitlement, evaluateGates, type Facts, failingExamples, type GateResult } from './entitlement.ts';
export { type Fraction, fraction, fractionText, parseFraction } from './fraction.ts';
export { postingsOf } from './postings-of.ts';
export { type AllocationReplay, type AmountDifference, replayAllocation } from './replay-allocation.ts';
