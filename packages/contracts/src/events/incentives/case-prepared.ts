import { caseStep } from './case-step.ts';

export const casePrepared = caseStep('prepared', 'An incentive officer prepared the case.');
