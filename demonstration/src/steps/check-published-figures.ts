import { checkPublished } from '@mizan/contracts';
import { type Office } from '../office.ts';

const figures = { education_score: 'education_score', school_infrastructure_score: 'school_infrastructure_score' };

/** Recomputes the published scores from their published parts, so that those that do not follow are flagged. */
export async function checkPublishedFigures(office: Office, methodologySha256: string): Promise<void> {
  office.progress('check the published scores against their parts');
  await office.ask('policy-officer', checkPublished, { body: { methodologySha256, tolerance: '0.02', figures }, idempotencyKey: `check published figures ${methodologySha256}` });
}
