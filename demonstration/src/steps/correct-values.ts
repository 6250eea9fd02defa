import { correctValue, listValues } from '@mizan/contracts';
import { type Office } from '../office.ts';

const period = '2016';
const corrected = ['PK-TA-NORTH-WAZIRISTAN-AGENCY', 'PK-TA-SOUTH-WAZIRISTAN-AGENCY'].flatMap((orgUnit) =>
  ['learning_score', 'enrolment_score'].map((indicator) => ({ orgUnit, indicator })),
);
const reason = 'Published as 0.0, but nothing was measured: the published education score is the mean of the two other components alone.';
const source = 'Pakistan District Education Rankings 2016, compared with its own formula';

/** A steward says what four published zeros mean; the figures as published are kept beside it. */
export async function correctValues(office: Office): Promise<void> {
  for (const { orgUnit, indicator } of corrected) {
    const { values } = await office.ask('data-steward', listValues, { query: { orgUnit, indicator, period } });
    if (values.some(({ correctionId }) => correctionId !== undefined)) continue;
    office.progress(`correct ${indicator} of ${orgUnit}`);
    await office.ask('data-steward', correctValue, {
      body: { indicator, orgUnit, period, status: 'not-submitted', reason, source },
      idempotencyKey: `correct ${indicator} of ${orgUnit} in ${period}`,
    });
  }
}
