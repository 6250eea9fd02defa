import { fromHex } from '../bytes.ts';
import { type Checkpoint } from '../checkpoint.ts';
import { leafHash } from '../hash.ts';
import { readLines, type BundleSource, type Line } from './bundle-source.ts';
import { type Bundle } from './bundle.ts';
import { readCheckpoints, type SignedSizes } from './checkpoints.ts';
import { type Fault } from './findings.ts';
import { type LeafContents } from './leaf-contents.ts';
import { TwoTrees } from './two-trees.ts';

const leavesFile = (log: string) => `logs/${log}.jsonl`;
const listFile = (log: string) => `logs/${log}.hashes`;

/**
 * Checks one log against its checkpoints. One tree that passes through every signed root
 * also proves the checkpoints consistent with one another.
 */
export async function checkLog(bundle: Bundle, log: string, contents: LeafContents): Promise<void> {
  const { files, findings } = bundle;
  const signed = await readCheckpoints(bundle, log);
  const missing = [leavesFile(log), listFile(log)].filter((file) => !files.has(file));
  for (const file of missing) findings.add({ kind: 'incomplete', log, file, text: 'is missing' });
  if (missing.length > 0) return;
  const trees = await readLog(bundle, log, signed, contents);
  for (const fault of faultsOf(log, signed, trees)) findings.add(fault);
  findings.counts.logs += 1;
  findings.counts.leaves += trees.leaves.size;
  findings.notes.push(`log ${log}: ${trees.leaves.size} leaves, ${signed.checkpoints.length} checkpoints`);
}

async function readLog({ source, findings, readMeaning }: Bundle, log: string, signed: SignedSizes, contents: LeafContents) {
  const trees = new TwoTrees(signed.checkpoints);
  const origin = signed.checkpoints[0]?.origin;
  let index = 0;
  for await (const [leaf, listed] of sideBySide(source, log)) {
    trees.append(index, leaf?.ended ? leafHash(leaf.bytes) : undefined, listedHash(listed));
    const place = { log, index };
    // After the first difference every later sequence would look broken too: one cause, one fault.
    if (leaf !== undefined && trees.apart === undefined) {
      const said = findings.attempt({ ...place, file: leavesFile(log) }, () => contents.take(leaf.bytes, place, origin));
      for (const text of said ? readMeaning(said) : []) findings.add({ kind: 'proof', ...place, file: leavesFile(log), text });
    }
    index += 1;
  }
  return trees;
}

function* faultsOf(log: string, { checkpoints, largest }: SignedSizes, trees: TwoTrees): Generator<Fault> {
  const broken = checkpoints.find((checkpoint) => !trees.leaves.reached(checkpoint));
  if (broken !== undefined) yield { kind: 'proof', log, file: leavesFile(log), ...locate(broken, checkpoints, trees) };
  else if (trees.apart !== undefined) {
    yield { kind: 'proof', log, file: listFile(log), text: `line ${trees.apart + 1} is not the hash of leaf ${trees.apart}` };
  }
  if (checkpoints.length > 0 && broken === undefined && trees.leaves.size > largest) {
    yield { kind: 'incomplete', log, index: largest, file: leavesFile(log), text: `leaf ${largest} is under no checkpoint` };
  }
}

/** Finds the first bad leaf before a signed root that the leaves do not give. */
function locate(broken: Checkpoint, checkpoints: readonly Checkpoint[], trees: TwoTrees): Pick<Fault, 'index' | 'text'> {
  // A list that gives the signed root is itself vouched for: the leaf that differs from it is the bad one.
  if (trees.list.reached(broken) && trees.apart !== undefined) {
    return { index: trees.apart, text: `leaf ${trees.apart} is not the leaf that was signed` };
  }
  const good = Math.max(0, ...checkpoints.filter(({ size }) => size < broken.size).map(({ size }) => size));
  if (trees.leaves.size < broken.size && trees.apart === undefined) {
    return { index: trees.leaves.size, text: `ends after ${trees.leaves.size} leaves, ${broken.size} are signed` };
  }
  const text = `the leaves do not give the root signed at size ${broken.size}; those below ${good} do`;
  return broken.size === good + 1 ? { index: good, text } : { text };
}

async function* sideBySide(source: BundleSource, log: string): AsyncGenerator<[Line | undefined, Line | undefined]> {
  const leaves = readLines(source, leavesFile(log));
  const list = readLines(source, listFile(log));
  for (;;) {
    const [leaf, listed] = [await leaves.next(), await list.next()];
    if (leaf.done && listed.done) return;
    yield [leaf.done ? undefined : leaf.value, listed.done ? undefined : listed.value];
  }
}

function listedHash(line: Line | undefined): Uint8Array | undefined {
  if (line === undefined || !line.ended || line.bytes.length !== 64) return undefined;
  const text = Buffer.from(line.bytes).toString('latin1');
  return /^[0-9a-f]+$/.test(text) ? fromHex(text) : undefined;
}
