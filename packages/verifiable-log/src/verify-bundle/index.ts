export { bundleFormat, verifyBundle } from './verify-bundle.ts';
export { type ReadMeaning } from './bundle.ts';
export { type BundleSource } from './bundle-source.ts';
export { type BundleCounts, type BundleVerdict, type Fault, type FaultKind } from './findings.ts';
export { parsePolicy, serviceOf, type Policy } from './policy.ts';
export { formatSums, parseSums, sumsFile } from './sums.ts';
