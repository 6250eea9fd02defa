import { z } from 'zod';
import { methodologyStep } from './methodology-step.ts';

export const methodologyReturned = methodologyStep('returned', 'A version was returned to its author, who may edit it again.', { reason: z.string().min(1) });
