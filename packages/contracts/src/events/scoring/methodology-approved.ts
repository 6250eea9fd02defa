import { methodologyStep } from './methodology-step.ts';

export const methodologyApproved = methodologyStep('approved', 'Another person than author and submitter approved exactly this text.', {});
