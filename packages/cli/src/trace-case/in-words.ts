import { type Measures, type TraceOfOtherLevels, type TraceOfPerson, type TraceOfScore } from '@mizan/contracts';
import { type AttributionDerivation } from '@mizan/scoring-engine';
import { stepsInWords } from '../score-explain/attribution-in-words.ts';

type Trace = TraceOfScore | TraceOfPerson;
type OfOrgUnit = Pick<TraceOfScore, 'score' | 'inputs' | 'otherLevels'>;
type Leaf = TraceOfPerson['person']['leaf'];
type Row = TraceOfPerson['postings']['rows'][number];
type Raw = Pick<NonNullable<Row['submission']>, 'line' | 'submissionId' | 'offset' | 'length' | 'text'>;

type Figure = Pick<TraceOfOtherLevels['orgUnits'][number]['figures'][number], 'figure' | 'period' | 'value' | 'status' | 'proved' | 'correction' | keyof Measures>;

const indented = (depth: number, lines: readonly string[]) => lines.map((line) => '  '.repeat(depth) + line);
const where = ({ proved, log, index, checkpointSize }: Leaf) => `${proved ? 'proved' : 'NOT PROVED'}: ${log} log, leaf ${index}, checkpoint of ${checkpointSize}`;
const unless = (holds: boolean) => (holds ? '' : ' NOT PROVED');
const figure = (data: Record<string, unknown>) => String(data['score'] ?? 'not scorable');

/** A trace from its head down to the raw lines, each step with its place in the log. */
export function traceInWords(trace: Trace): string[] {
  const opened = trace.case ? [`case ${trace.case.caseId}: award ${String(trace.case.data['award'])} (${where(trace.case.leaf)})`, ...trace.case.steps.map((step) => `  ${step.step} by ${step.actor} at ${step.time} (${where(step)})`)] : [];
  return [...opened, ...('person' in trace ? personInWords(trace) : orgUnitInWords(trace, rulesInWords(trace))), trace.witness];
}

function personInWords({ person, postings, orgUnits, ...rules }: TraceOfPerson): string[] {
  return [
    `score of ${person.personId}, ${person.managerScoreId}: ${figure(person.data)} (${where(person.leaf)})`,
    ...indented(1, rulesInWords(rules)),
    `  who held which post, as frozen ${postings.postingsSha256}${unless(postings.proved)}`,
    ...postings.rows.flatMap((row) => indented(2, rowInWords(row))),
    `  how the scores of org units became hers, kept as ${String(person.data['derivationSha256'])}${unless(person.derivationProved)}`,
    ...stepsInWords(person.derivation as unknown as AttributionDerivation),
    ...orgUnits.flatMap((one) => indented(1, [...(one.agrees ? [] : ['NOT PROVED: the step above says of the next org unit what its own score does not']), ...orgUnitInWords(one)])),
  ];
}

function rowInWords({ line, text, days, used, proved, submission, ofPost }: Row): string[] {
  return [
    `line ${line}, ${days} days of the cycle${used ? '' : ', of an org unit that is not scored'}: ${text}${unless(proved)}`,
    ...[submission, ofPost].flatMap((raw) => (raw ? [`  ${rawInWords(raw)}`] : [])),
  ];
}

function rulesInWords({ methodology, snapshot }: Pick<Trace, 'methodology' | 'snapshot'>): string[] {
  return [
    `methodology ${methodology.methodologyId} ${methodology.version}, published by ${methodology.publishedBy} (${where(methodology.leaf)})`,
    `snapshot ${snapshot.snapshotId} (${where(snapshot.leaf)})${unless(snapshot.valuesProved)}`,
  ];
}

function orgUnitInWords({ score, inputs, otherLevels }: OfOrgUnit, rules: readonly string[] = []): string[] {
  return [
    `score ${score.scoreId}: ${figure(score.data)} (${where(score.leaf)})${unless(score.derivationProved)}`,
    ...indented(1, rules),
    ...inputs.flatMap((input) => indented(2, figureInWords(input, input.submission))),
    ...(otherLevels ? indented(1, otherLevelsInWords(otherLevels)) : []),
  ];
}

function otherLevelsInWords({ proved, submissions, orgUnits }: TraceOfOtherLevels): string[] {
  return [
    `figures of other org units it rests on, ${orgUnits.length} of them${unless(proved)}`,
    ...submissions.map(({ submissionId, leaf }) => `  from ${submissionId} (${where(leaf)})`),
    ...orgUnits.flatMap(({ orgUnit, level, figures }) => figures.flatMap((one) => indented(1, figureInWords({ ...one, figure: `${level} ${orgUnit}: ${one.figure}` }, one.line)))),
  ];
}

function figureInWords({ figure: name, period, value, status, proved, correction, ...measures }: Figure, raw: Raw | undefined): string[] {
  return [
    `${name}${period && ` of ${period}`}: ${withMeasures(value || status, measures)}${unless(proved)}`,
    ...(raw ? [`  ${rawInWords(raw)}`] : []),
    ...(correction ? [`  corrected (was ${withMeasures(correction.asPublished, correction.measuresAsPublished)}): ${correction.reason}`] : []),
  ];
}

/** A value with what stands beside it; the number it is over only where that is not the denominator. */
function withMeasures(value: string, { numerator, denominator, n, standardError }: Measures = {}): string {
  const counts = [numerator, denominator].filter((side) => side !== undefined).join(' of ');
  const beside = [counts, n === undefined || n === denominator ? '' : `n ${n}`, standardError === undefined ? '' : `standard error ${standardError}`].filter(Boolean).join(', ');
  return [value, beside && `(${beside})`].filter(Boolean).join(' ');
}

const rawInWords = ({ line, submissionId, offset, length, text }: Raw) => `line ${line} of ${submissionId}, bytes ${offset} to ${offset + length}: ${text.trimEnd()}`;

/** Whether every step of a trace is proved and agrees with the next. */
export function isProved(trace: Trace): boolean {
  const head = [trace.methodology.leaf.proved, trace.snapshot.leaf.proved, trace.snapshot.valuesProved, ...(trace.case ? [trace.case.leaf, ...trace.case.steps].map(({ proved }) => proved) : [])];
  const elsewhere = ({ proved, submissions, orgUnits: others }: TraceOfOtherLevels) => [proved, ...submissions.map(({ leaf }) => leaf.proved), ...others.flatMap(({ figures }) => figures.map((one) => one.proved))];
  const ofOrgUnit = ({ score, inputs, otherLevels }: OfOrgUnit) => [score.leaf.proved, score.derivationProved, ...inputs.map(({ proved }) => proved), ...(otherLevels ? elsewhere(otherLevels) : [])];
  if (!('person' in trace)) return [...head, ...ofOrgUnit(trace)].every(Boolean);
  const { person, postings, orgUnits } = trace;
  return [...head, person.leaf.proved, person.derivationProved, postings.proved, ...postings.rows.map(({ proved }) => proved), ...orgUnits.flatMap((one) => [one.agrees, ...ofOrgUnit(one)])].every(Boolean);
}
