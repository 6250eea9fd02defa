import { Refusal } from '@mizan/contracts';

/** Also for what the reader may not see, so that its existence is not told either. */
export const notFound = (id: string) => new Refusal('trace-not-found', `Nothing in the logs has the id ${id}. Ids look like a case id, <run>/<org unit>, <run>/person/<person>, or the 64 digits of a leaf's hash.`);
