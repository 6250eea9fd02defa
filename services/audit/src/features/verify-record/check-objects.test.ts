import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestDatabase } from '@mizan/testkit';
import { canonicalText, sha256, toHex } from '@mizan/verifiable-log';
import { type Producers } from '../../producers.ts';
import { insertLeaves, readLeaf } from '../follow-logs/leaves.ts';
import { createObjectCheck } from './check-objects.ts';

const many = 600;
const text = (index: number) => `derivation ${index}`;
const bytes = (written: string) => new TextEncoder().encode(written);
const hashes = Array.from({ length: many }, (_, index) => toHex(sha256(bytes(text(index)))));
let database: Awaited<ReturnType<typeof startTestDatabase>>;

beforeAll(async () => {
  database = await startTestDatabase('audit', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  await insertLeaves(database.db, hashes.map((derivationSha256, index) => readLeaf('scoring', index, canonicalText({ type: 'scoring.score.computed.v1', subject: `score/${index}`, data: { derivationSha256 } }))));
}, 60_000);
afterAll(() => database?.stop());

it('looks at every object in turn when a log names more than one sweep can hash, and keeps what it found until it is mended', async () => {
  const stored = new Map(hashes.map((hash, index) => [hash, text(index)]));
  const asked: string[] = [];
  const ask = (_log: string, _operation: unknown, { params }: { params: { sha256: string } }) => (asked.push(params.sha256), Promise.resolve(bytes(stored.get(params.sha256)!)));
  const check = createObjectCheck();
  const sweep = () => check(database.db, { ask } as unknown as Producers, 'scoring', many);
  await sweep();
  const [altered] = asked as [string];
  const written = stored.get(altered)!;
  stored.set(altered, 'another derivation');
  const found = [await sweep(), await sweep(), await sweep()].map((findings) => findings.map((finding) => finding.text));
  expect(new Set(asked).size).toBe(many);
  expect(found[2]).toEqual([`the object ${altered} that the leaf names is altered`]);
  stored.set(altered, written);
  expect(await sweep()).toEqual([]);
});
