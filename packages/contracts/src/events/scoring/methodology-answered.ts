import { z } from 'zod';
import { methodologyStep } from './methodology-step.ts';

export const methodologyAnswered = methodologyStep('answered', 'A comment of the consultation was answered.', { comment: z.number().int().positive().describe('The step of the comment.'), text: z.string().min(1) });
