import { z } from 'zod';
import { CycleId, RunId, Sha256 } from '../../vocabulary.ts';
import { methodologyStep } from './methodology-step.ts';

export const methodologyCompared = methodologyStep('compared', 'The scores of a run were computed again with this version and both kept side by side.', {
  runId: RunId,
  cycleId: CycleId,
  comparisonSha256: Sha256.describe('The scores side by side as canonical JSON.'),
  orgUnits: z.number().int(),
  changed: z.number().int().describe('Org units whose printed score, band or status differs.'),
});
