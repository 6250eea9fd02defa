import { z } from 'zod';
import { methodologyStep } from './methodology-step.ts';

export const methodologyTested = methodologyStep('tested', 'The linter found no error and the version\'s own examples came out on the stored bytes.', { examples: z.number().int().positive(), warnings: z.number().int().nonnegative() });
