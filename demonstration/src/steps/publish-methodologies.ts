import { publishMethodology, registerMethodology } from '@mizan/contracts';
import { documentOf } from '../files.ts';
import { type Office } from '../office.ts';

/** The demonstration's own methodology and the published one that checks published figures; one officer registers, another publishes. */
export async function publishMethodologies(office: Office): Promise<{ demonstration: string; published: string }> {
  return { demonstration: await publish(office, 'mizan-demonstration'), published: await publish(office, 'pakistan-alif-ailaan') };
}

async function publish(office: Office, name: string): Promise<string> {
  office.progress(`publish methodology ${name}`);
  const document = documentOf(`methodologies/${name}.json`);
  const head = await office.ask('policy-officer', registerMethodology, { body: { document }, idempotencyKey: `register methodology ${name}` });
  const { methodologySha256 } = head;
  if (head.status !== 'published') {
    await office.ask('policy-approver', publishMethodology, { params: { methodologySha256 }, idempotencyKey: `publish methodology ${methodologySha256}` });
  }
  return methodologySha256;
}
