import { type Bundle } from './bundle.ts';
import { type LeafContents } from './leaf-contents.ts';

const namedByDigest = /^(?:objects\/([^/]*)|(?:methodologies|schemes)\/(.*)\.json)$/;
const digestFolder = /^(?:objects|methodologies|schemes)\//;

/** Files named by their digest bear the right one, and every object that a leaf names is there. */
export function checkObjects(bundle: Bundle, { objects }: LeafContents): void {
  const present = presentObjects(bundle);
  bundle.findings.counts.objects = present.size;
  for (const [digest, { log, index }] of objects) {
    const file = `objects/${digest}`;
    if (present.has(digest) || bundle.findings.names(file)) continue;
    bundle.findings.add({ kind: 'incomplete', file, text: `is named by leaf ${index} of log ${log} and missing` });
  }
  noteUnnamedValues(bundle, objects);
}

function presentObjects({ digests, findings }: Bundle): Set<string> {
  const present = new Set<string>();
  for (const [file, digest] of digests) {
    if (!digestFolder.test(file)) continue;
    const [, object, text] = namedByDigest.exec(file) ?? [];
    const name = object ?? text ?? '';
    // Damaged or not, it is there: the digest is the one fault to report.
    present.add(name);
    if (name !== digest && !findings.names(file)) findings.add({ kind: 'proof', file, text: 'does not bear its own digest as its name' });
  }
  return present;
}

/** A values file is a convenience beside the objects; the reader should know when no leaf vouches for it. */
function noteUnnamedValues({ digests, findings }: Bundle, objects: ReadonlyMap<string, unknown>): void {
  for (const [file, digest] of digests) {
    if (file.startsWith('values/') && !objects.has(digest)) findings.notes.push(`${file} is named by no leaf; only SHA256SUMS lists it`);
  }
}
