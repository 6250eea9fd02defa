import { publishScheme, registerScheme } from '@mizan/contracts';
import { documentOf } from '../files.ts';
import { type Office } from '../office.ts';

/** Registers the incentive scheme and has another officer publish it. @returns its hash */
export async function publishTheScheme(office: Office): Promise<string> {
  office.progress('publish the incentive scheme');
  const document = documentOf('incentive-schemes/mizan-demonstration.json');
  const head = await office.ask('policy-officer', registerScheme, { body: { document }, idempotencyKey: 'register scheme mizan-demonstration' });
  const { schemeSha256 } = head;
  if (head.status !== 'published') {
    await office.ask('policy-approver', publishScheme, { params: { schemeSha256 }, idempotencyKey: `publish scheme ${schemeSha256}` });
  }
  return schemeSha256;
}
