import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { deployment } from './deployment.ts';
import { freePort } from './free-port.ts';
import { startProduct } from './start.ts';

it('names the port that is taken and the way out, and starts nothing', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-start-'));
  const first = await freePort();
  const other = createServer().listen(first, '127.0.0.1');
  const said: string[] = [];
  await expect(startProduct(deployment(dataDir, first), (text) => said.push(text))).rejects.toThrow(`Port ${first} (portal) is taken by another program. Choose other ports, for example: MIZAN_PORT=${first + 1000} npm start`);
  expect(said).toEqual([]);
  await new Promise((done) => other.close(done));
  await rm(dataDir, { recursive: true, force: true });
});
