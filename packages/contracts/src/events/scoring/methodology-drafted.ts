import { z } from 'zod';
import { Sha256 } from '../../vocabulary.ts';
import { methodologyStep } from './methodology-step.ts';

export const methodologyDrafted = methodologyStep('drafted', 'A policy officer saved a draft; the linter\'s findings are kept with it.', {
  findingsSha256: Sha256.describe('The findings as canonical JSON.'),
  errors: z.number().int().nonnegative(),
  warnings: z.number().int().nonnegative(),
});
