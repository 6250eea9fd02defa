import { Refusal } from '@mizan/contracts';
import { type Methodology, readMethodology, runExamples } from '@mizan/scoring-engine';

/** Reads a methodology document and runs its own examples. @throws Refusal methodology-invalid or examples-fail */
export function examineMethodology(document: Record<string, unknown>): Methodology {
  const methodology = read(document);
  const failed = runExamples(methodology).filter(({ passed }) => !passed);
  if (failed.length > 0) throw new Refusal('examples-fail', `Its own examples do not come out: ${failed.map(({ name }) => name).join('; ')}.`, { examples: failed });
  return methodology;
}

function read(document: Record<string, unknown>): Methodology {
  try {
    return readMethodology(document);
  } catch (error) {
    throw new Refusal('methodology-invalid', `This is not a methodology: ${(error as Error).message}`);
  }
}
