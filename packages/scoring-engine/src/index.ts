export { type Cell, missingKinds, type MissingKind } from './cell.ts';
export { type Derivation, type DerivedInput, type DerivedNode, type DerivedPart } from './derivation.ts';
export { type ExampleResult, runExamples } from './examples.ts';
export { MethodologyDocument } from './methodology-schema.ts';
export { type Methodology, MethodologyError, readMethodology } from './read-methodology.ts';
export { type Reason } from './reasons.ts';
export { add, compare, decimalText, divide, exactText, multiply, parse, parseExact, type Rational, rational, round, type RoundingMode, subtract } from './rational.ts';
export { score, type ScoreOptions, type ScoreResult, whatIf } from './score.ts';
export { readValues, ValuesError, type ValuesFault } from './values-file.ts';
