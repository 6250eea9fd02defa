import { methodologyStep } from './methodology-step.ts';

export const methodologySubmitted = methodologyStep('submitted', 'The consultation is closed, every comment is answered, and the version waits for another person to approve it.', {});
