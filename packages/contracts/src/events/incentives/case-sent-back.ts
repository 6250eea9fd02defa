import { caseStep } from './case-step.ts';

export const caseSentBack = caseStep('sent-back', 'An officer sent the case back; it starts again with a new round.');
