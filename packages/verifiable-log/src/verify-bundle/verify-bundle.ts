import { fromUtf8 } from '../bytes.ts';
import { type Bundle, type ReadMeaning } from './bundle.ts';
import { readWhole, type BundleSource } from './bundle-source.ts';
import { checkLog } from './check-log.ts';
import { checkObjects } from './check-objects.ts';
import { Findings, type BundleVerdict } from './findings.ts';
import { LeafContents } from './leaf-contents.ts';
import { parsePolicy, serviceOf, type Policy } from './policy.ts';
import { checkSums, digestFiles } from './sums.ts';

export const bundleFormat = 'mizan-bundle 1\n';

const formatFile = 'format.txt';
const policyFile = 'policy.txt';

/**
 * Verifies an evidence bundle: digests, signatures, roots, leaves, sequences, objects.
 * @param policy text of the verifier's own policy file; without it the bundle's is taken, and a note says what that leaves open
 * @param readMeaning what more to find wrong in what sound leaves say, beyond form and proofs
 * @throws VerifiableLogError when that policy cannot be read; whatever is wrong with the bundle is a fault
 */
export async function verifyBundle(source: BundleSource, { policy, readMeaning = () => [] }: { policy?: string | undefined; readMeaning?: ReadMeaning } = {}): Promise<BundleVerdict> {
  const trusted = policy === undefined ? undefined : parsePolicy(policy);
  const findings = new Findings();
  const files = new Set([...(await source.listFiles())].sort());
  findings.counts.files = files.size;
  if (await formatIsKnown(source, files, findings)) await verifyFiles({ source, files, findings, readMeaning }, trusted);
  if (trusted === undefined) findings.notes.push('the keys came from the bundle itself: this proves integrity, not origin');
  return findings.result();
}

async function verifyFiles(given: Pick<Bundle, 'source' | 'files' | 'findings' | 'readMeaning'>, trusted: Policy | undefined) {
  const { source, files, findings } = given;
  const digests = await digestFiles(source, files);
  const policy = trusted ?? (await ownPolicy(source, files, findings));
  const bundle: Bundle = { ...given, digests, vkeys: policy?.vkeys ?? [] };
  await checkSums(bundle);
  if (policy === undefined) return;
  const contents = new LeafContents();
  for (const log of logsOf(files, policy)) await checkLog(bundle, log, contents);
  checkObjects(bundle, contents);
}

async function formatIsKnown(source: BundleSource, files: ReadonlySet<string>, findings: Findings): Promise<boolean> {
  if (!files.has(formatFile)) findings.add({ kind: 'incomplete', file: formatFile, text: 'is missing' });
  else if (Buffer.from(await readWhole(source, formatFile)).toString('latin1') !== bundleFormat) {
    findings.add({ kind: 'format', file: formatFile, text: `is not "${bundleFormat.trim()}", the one format known here` });
  } else return true;
  return false;
}

async function ownPolicy(source: BundleSource, files: ReadonlySet<string>, findings: Findings): Promise<Policy | undefined> {
  if (!files.has(policyFile)) {
    findings.add({ kind: 'incomplete', file: policyFile, text: 'is missing, and no other policy was given' });
    return undefined;
  }
  const bytes = await readWhole(source, policyFile);
  return findings.attempt({ file: policyFile }, () => parsePolicy(fromUtf8(bytes)));
}

/** Logs that the policy asks for and logs that the bundle holds. */
function logsOf(files: ReadonlySet<string>, { origins }: Policy): string[] {
  const found = [...files].map((file) => /^logs\/(.+)\.(?:jsonl|hashes)$/.exec(file) ?? /^checkpoints\/([^/]+)\//.exec(file));
  return [...new Set([...origins.map(serviceOf), ...found.flatMap((match) => match?.[1] ?? [])])].sort();
}
