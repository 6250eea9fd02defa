import { caseStep } from './case-step.ts';

export const caseChecked = caseStep('checked', 'A finance officer, another person, checked the case.');
