import { caseStep } from './case-step.ts';

export const caseAuthorised = caseStep('authorised', 'A third person authorised the case; nothing is paid by this.');
