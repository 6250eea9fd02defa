import { fromUtf8 } from '../bytes.ts';
import { VerifiableLogError } from '../errors.ts';
import { type Bundle } from './bundle.ts';
import { fileSha256, readWhole, type BundleSource } from './bundle-source.ts';

export const sumsFile = 'SHA256SUMS';

const line = /^([0-9a-f]{64}) {2}([A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*)$/;

/** The text of SHA256SUMS for hex digests by path. */
export function formatSums(sums: ReadonlyMap<string, string>): string {
  return [...sums.keys()].sort().map((path) => `${sums.get(path)}  ${path}\n`).join('');
}

/** @throws VerifiableLogError unless every line is `<hex>  <path>`, sorted by path, each path once */
export function parseSums(text: string): Map<string, string> {
  if (text !== '' && !text.endsWith('\n')) throw malformed('does not end with a line feed');
  const sums = new Map<string, string>();
  for (const candidate of text.split('\n').slice(0, -1)) {
    const [, digest, path] = line.exec(candidate) ?? [];
    if (digest === undefined || path === undefined) throw malformed(`not a line of it: "${candidate}"`);
    sums.set(path, digest);
  }
  if (formatSums(sums) !== text) throw malformed('is not sorted by path, or names a path twice');
  return sums;
}

/** Digest of every file but the list itself. */
export async function digestFiles(source: BundleSource, files: ReadonlySet<string>): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const file of files) if (file !== sumsFile) digests.set(file, await fileSha256(source, file));
  return digests;
}

/** Every file is listed, every listed file is there, every digest fits. */
export async function checkSums({ source, files, digests, findings }: Bundle): Promise<void> {
  if (!files.has(sumsFile)) return findings.add({ kind: 'incomplete', file: sumsFile, text: 'is missing' });
  const bytes = await readWhole(source, sumsFile);
  const sums = findings.attempt({ file: sumsFile }, () => parseSums(fromUtf8(bytes)));
  if (sums === undefined) return;
  for (const [file, digest] of digests) {
    const listed = sums.get(file);
    if (listed === undefined) findings.add({ kind: 'proof', file, text: `is not listed in ${sumsFile}` });
    else if (listed !== digest) findings.add({ kind: 'proof', file, text: `has not the digest listed in ${sumsFile}` });
  }
  for (const file of sums.keys()) {
    if (!digests.has(file)) findings.add({ kind: 'incomplete', file, text: `is listed in ${sumsFile} and missing` });
  }
}

function malformed(text: string): VerifiableLogError {
  return new VerifiableLogError('sums-malformed', text);
}
