import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { OrgUnitCode, RunId } from '../../vocabulary.ts';

export const PartRequestedData = z.strictObject({ partId: z.string().describe('<run>/part-<number>'), runId: RunId, part: z.number().int(), orgUnits: z.array(OrgUnitCode) });

/** Its own key, so that the parts of one run spread over the instances of the service. */
export const partRequested = defineEvent({
  type: 'scoring.part.requested.v1',
  summary: 'Some org units of a run are to be scored, by whichever instance takes this.',
  key: ({ partId }) => partId,
  data: PartRequestedData,
});
