import { Sha256 } from '../../vocabulary.ts';
import { methodologyStep } from './methodology-step.ts';

export const methodologyReinstated = methodologyStep('reinstated', 'The successor was withdrawn before any run used it; this version holds again.', { withdrawn: Sha256 });
