import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKey, sha256, toHex, toUtf8 } from '@mizan/verifiable-log';
import { aLeaf, bundleOf, type Files, logFiles } from '@mizan/verifiable-log/verify-bundle/bundle.fixture.ts';
import { aFolder, type Folder, mizan } from '../run.fixture.ts';

const key = generateKey('mizan.local/audit/indicators');
const policy = `log ${key.vkey}\n`;
const imported = toUtf8('indicator,org_unit,period,value\nlearning_score,PK-1,2016,61.8\n');
const hash = toHex(sha256(imported));
const sound = bundleOf(policy, {
  ...logFiles(key, [2], [aLeaf(key, 'submission/a', 1, { fileSha256: hash }), aLeaf(key, 'submission/b', 1, {})]),
  [`objects/${hash}`]: imported,
});
let folder: Folder;
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('policy.txt', policy);
});
afterAll(() => folder.remove());

async function verify(name: string, files: Files, ...args: string[]) {
  for (const [path, bytes] of Object.entries(files)) await folder.write(`${name}/${path}`, bytes);
  return mizan(folder.path, 'verify', name, ...args);
}
const changed = (path: string, from: string, to: string): Files => ({ ...sound, [path]: toUtf8(Buffer.from(sound[path]!).toString().replace(from, to)) });

describe('verify', () => {
  it('ends with 0 and says that nothing was altered, trusting the auditor\'s own keys', async () => {
    const { code, out, err } = await verify('sound', sound, '--policy', 'policy.txt');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('leaves: 2\n');
    expect(out).toContain('Nothing was altered, lost or reordered.');
  });

  it('says in its last line what the keys of the bundle itself do not prove', async () => {
    const { code, out } = await verify('sound', sound);
    expect(code).toBe(0);
    expect(out.trim().split('\n').at(-1)).toContain('integrity, not origin');
  });

  it('ends with 5 and names the log and the first bad leaf when one was altered', async () => {
    const { code, out } = await verify('altered-leaf', changed('logs/indicators.jsonl', 'submission/b', 'submission/c'), '--policy', 'policy.txt');
    expect(code).toBe(5);
    expect(out).toMatch(/^FAULT log indicators, leaf 1/m);
    expect(out).toContain('Do not rely on this bundle.');
  });

  it('ends with 5 and names the file when an imported file was altered', async () => {
    const { code, out } = await verify('altered-file', changed(`objects/${hash}`, '61.8', '91.8'), '--policy', 'policy.txt');
    expect(code).toBe(5);
    expect(out).toContain(`objects/${hash}`);
  });

  it.each([['there is no such folder', ['nowhere']], ['the keys cannot be read', ['sound', '--policy', 'no-keys.txt']]])('ends with 2 and a sentence when %s', async (_why, args) => {
    const { code, out, err } = await mizan(folder.path, 'verify', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^(There is no folder nowhere|The policy file no-keys.txt cannot be read)/);
  });
});

describe('a command that needs the product', () => {
  it('says how to start it when it is not running', async () => {
    expect(await mizan(folder.path, 'case', 'list')).toMatchObject({ code: 4, out: '', err: expect.stringContaining('npm start') });
  });
});
