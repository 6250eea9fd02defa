import { z } from 'zod';
import { methodologyStep } from './methodology-step.ts';

export const methodologyCommented = methodologyStep('commented', 'Somebody said something about a version in consultation; the comment is known by its step.', { text: z.string().min(1) });
