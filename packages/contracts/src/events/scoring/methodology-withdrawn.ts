import { z } from 'zod';
import { methodologyStep } from './methodology-step.ts';

export const methodologyWithdrawn = methodologyStep('withdrawn', 'A version that no run has used was withdrawn for good.', { reason: z.string().min(1) });
