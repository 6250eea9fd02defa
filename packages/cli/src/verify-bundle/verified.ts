import { RunRoots } from '@mizan/score-run';
import { type BundleVerdict, verifyBundle } from '@mizan/verifiable-log';
import { bundleIn, trustedKeys } from './bundle-folder.ts';

/** Verifies a bundle, and that each run in it was completed with the scores that stand before it. @throws Failure where folder or keys cannot be read */
export async function verified(dir: string, policy: string | undefined): Promise<BundleVerdict> {
  const runs = new RunRoots();
  return verifyBundle(await bundleIn(dir), { ...(await trustedKeys(policy)), readMeaning: (leaf) => (leaf.log === 'scoring' ? runs.take(leaf) : []) });
}
