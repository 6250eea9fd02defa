import { z } from 'zod';
import { Day, Sha256 } from '../../vocabulary.ts';
import { methodologyStep } from './methodology-step.ts';

export const methodologyEnacted = methodologyStep('enacted', 'From which day a published version holds; a day that has passed names its order and the comparisons with the runs it touches.', {
  effectiveFrom: Day,
  order: z.string().min(1).optional().describe('The order by which it holds from a day that had passed, or for a cycle already scored.'),
  comparisons: z.array(Sha256),
});
