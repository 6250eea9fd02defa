import { AttributionError, type Methodology, MethodologyError, type OpenedSnapshot, openSnapshot, readMethodology, ValuesError } from '@mizan/scoring-engine';
import { type StoredRun } from './frozen-faults.ts';

/** What a run was computed from, as today's engine reads it. */
export interface OpenedRun {
  readonly methodology: Methodology;
  readonly opened: OpenedSnapshot;
}

/** Opens the methodology and the snapshot of a run whose frozen files are as its leaves name them. @throws MethodologyError, ValuesError */
export function openStoredRun({ run, snapshot, objects }: StoredRun): OpenedRun {
  const text = (hash: string) => new TextDecoder().decode(objects.get(hash));
  const methodology = readMethodology(JSON.parse(text(run.methodologySha256)));
  return { methodology, opened: openSnapshot(methodology, { ...snapshot!, values: text(snapshot!.valuesSha256), orgUnits: text(snapshot!.orgUnitsSha256) }) };
}

/** What a work with today's engine gives, or why it cannot read what was frozen. @param figures - which file it reads */
export function orWhyNot<T>(work: () => T, figures: 'values' | 'postings'): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof MethodologyError) return `the engine no longer reads the methodology of this run: ${error.message}`;
    if (error instanceof ValuesError) return `the engine no longer reads the ${figures} of this run: ${error.message}`;
    if (error instanceof AttributionError) return `the engine makes no scores of people of the postings of this run: ${error.message}`;
    throw error;
  }
}
