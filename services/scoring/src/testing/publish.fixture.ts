import { transact, type Database } from '@mizan/db';
import { approveMethodology } from '../features/approve-methodology/approve-methodology.ts';
import { openConsultation } from '../features/consult-on-methodology/consultation.ts';
import { publishMethodology } from '../features/publish-methodology/publish-methodology.ts';
import { saveMethodology } from '../features/save-methodology/save-methodology.ts';
import { submitMethodology } from '../features/submit-methodology/submit-methodology.ts';
import { testMethodology } from '../features/test-methodology/test-methodology.ts';

const actor = { service: 'scoring', deployment: 'test' };

/** Walks a document through its whole life to published, by an officer and an approver. @returns its hash */
export async function publishDocument(db: Database, document: Record<string, unknown>): Promise<string> {
  const today = new Date(db.now()).toISOString().slice(0, 10);
  return transact(db, actor, async (tx) => {
    const { methodologySha256, ...key } = await saveMethodology(tx, { document }, 'officer', today);
    await testMethodology(tx, key, 'officer');
    await openConsultation(tx, key, 'officer');
    await submitMethodology(tx, key, 'officer');
    await approveMethodology(tx, key, methodologySha256, 'approver');
    await publishMethodology(tx, key, { methodologySha256, order: 'order 1 of the tests' }, 'approver', today);
    return methodologySha256;
  });
}
