import { Day, Sha256 } from '../../vocabulary.ts';
import { methodologyStep } from './methodology-step.ts';

export const methodologySuperseded = methodologyStep('superseded', 'A successor was published; from its day on this version no longer holds.', { supersededBy: Sha256, from: Day });
