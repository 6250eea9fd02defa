import { methodologyStep } from './methodology-step.ts';

export const methodologyOpenedForComment = methodologyStep('opened-for-comment', 'A tested version was put out for comment.', {});
