import { answerComment, approveMethodology, commentMethodology, openConsultation, publishMethodology, saveMethodology, submitMethodology, testMethodology } from '@mizan/contracts';
import { documentOf } from '../files.ts';
import { type Office } from '../office.ts';

/** The years the demonstration is about have passed, so its methodologies hold by order. */
const order = 'Order 1 of the demonstration, invented';

const asked = 'What becomes of a district for which a figure is missing?';
const answered = 'A missing figure is never taken for zero: the district is not scorable, and the reason is given.';

/** The demonstration's own methodology and the published one that checks published figures; one officer drafts, another approves and publishes. */
export async function publishMethodologies(office: Office): Promise<{ demonstration: string; published: string }> {
  return { demonstration: await publish(office, documentOf('methodologies/mizan-demonstration.json'), '2023-01-01'), published: await publish(office, documentOf('methodologies/pakistan-alif-ailaan.json'), '2013-01-01') };
}

/** Walks a document through its whole life; one that has begun goes on where it stands. */
export async function publish(office: Office, document: Readonly<Record<string, unknown>>, effectiveFrom: string): Promise<string> {
  const name = String(document['id']);
  office.progress(`publish methodology ${name}`);
  const { status: began, methodologySha256, methodologyId, version } = await office.ask('policy-officer', saveMethodology, { body: { document }, idempotencyKey: `save methodology ${name}` });
  const walk = { params: { methodologyId, version }, body: {} };
  const read = { methodologySha256 };
  const steps = {
    draft: () => office.ask('policy-officer', testMethodology, { ...walk, idempotencyKey: `test methodology ${methodologySha256}` }),
    tested: () => office.ask('policy-officer', openConsultation, { ...walk, idempotencyKey: `put methodology out for comment ${methodologySha256}` }),
    consultation: async () => {
      const { step } = await office.ask('data-steward', commentMethodology, { ...walk, body: { text: asked }, idempotencyKey: `comment on methodology ${methodologySha256}` });
      await office.ask('policy-officer', answerComment, { ...walk, body: { comment: step, text: answered }, idempotencyKey: `answer comment on methodology ${methodologySha256}` });
      return office.ask('policy-officer', submitMethodology, { ...walk, idempotencyKey: `submit methodology ${methodologySha256}` });
    },
    submitted: () => office.ask('policy-approver', approveMethodology, { ...walk, body: read, idempotencyKey: `approve methodology ${methodologySha256}` }),
    approved: () => office.ask('policy-approver', publishMethodology, { ...walk, body: { ...read, effectiveFrom, order }, idempotencyKey: `publish methodology ${methodologySha256}` }),
  };
  for (let status: string = began; status in steps; ) ({ status } = await steps[status as keyof typeof steps]());
  return methodologySha256;
}
