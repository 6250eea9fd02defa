import { type DataOf, type scoreComputed } from '@mizan/contracts';
import { type FigureElsewhere, readReference, score } from '@mizan/scoring-engine';
import { type RulesAndSnapshot } from './rules-and-snapshot.ts';
import { traceInputs } from './trace-input.ts';
import { type Tracing } from './tracing.ts';
import { usedValues } from './used-values.ts';

type Traced = Awaited<ReturnType<typeof traceInputs>>[number];

/**
 * The figures of org units of other levels that a score rests on, such as those of each school under a district: the ones the engine reads when it
 * scores again what was frozen. A submission that many lines are from stands once. Nothing where the methodology reads no other level.
 */
export async function traceOtherLevels(tracing: Tracing, { orgUnit: scored, cycleId }: Pick<DataOf<typeof scoreComputed>, 'orgUnit' | 'cycleId'>, { values, periods, reopened }: RulesAndSnapshot) {
  const snapshot = await reopened(scored);
  if (!snapshot) return undefined;
  const { methodology, opened, proved } = snapshot;
  if (!opened) return { proved, submissions: [], orgUnits: [] };
  const { cells, options } = opened;
  const read = score(methodology, cells, { ...options, wanted: [scored] })[0]?.elsewhere ?? [];
  const byOrgUnit = Map.groupBy(read, ({ orgUnit }) => orgUnit);
  const used = [...byOrgUnit].flatMap(([orgUnit, figures]) => usedValues(orgUnit, figures.map(({ figure }) => figure), values.of(orgUnit), { cycleId, periods }));
  const traced = await traceInputs(tracing, used, proved);
  const found = new Map(used.map(({ orgUnit, figure }, at) => [JSON.stringify([orgUnit, figure]), traced[at]!]));
  const units = new Map(options.hierarchy.map((unit) => [unit.code, unit]));
  const figureOf = (one: FigureElsewhere) => {
    const known = found.get(JSON.stringify([one.orgUnit, one.figure]));
    return known ? { ...withLine(known), nodes: one.nodes } : { ...noRow(one, proved), nodes: one.nodes };
  };
  return {
    proved,
    submissions: submissionsOf(traced),
    orgUnits: [...byOrgUnit].map(([orgUnit, figures]) => ({ orgUnit, name: units.get(orgUnit)?.attributes['name'] ?? '', level: units.get(orgUnit)?.level ?? '', parent: units.get(orgUnit)?.parent ?? '', figures: figures.map(figureOf) })),
  };
}

/** What the snapshot has no row of is not submitted all the same. */
const noRow = ({ figure, status }: FigureElsewhere, proved: boolean) => ({ figure, indicator: readReference(figure).id, period: '', status, value: '', proved });

function withLine({ submission, ...rest }: Traced) {
  if (!submission) return rest;
  const { submissionId, line, offset, length, text, bytes, proof } = submission;
  return { ...rest, line: { submissionId, line, offset, length, text, bytes, proof } };
}

function submissionsOf(traced: readonly Traced[]) {
  const found = new Map(traced.flatMap(({ submission }) => (submission ? [[submission.submissionId, submission]] : [])));
  return [...found.values()].map(({ submissionId, leaf, fileSha256, header, linesRoot, lineCount }) => ({ submissionId, leaf, fileSha256, header, linesRoot, lineCount }));
}
