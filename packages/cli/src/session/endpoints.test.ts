import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aFolder, type Folder } from '../run.fixture.ts';
import { endpoints } from './endpoints.ts';

let folder: Folder;
beforeAll(async () => void (folder = await aFolder()));
afterAll(() => folder.remove());

it('finds the services where the settings say, as in containers, without a data folder', async () => {
  const env = { MIZAN_DATA: folder.path, MIZAN_URL_IDENTITY: 'http://identity:8405', MIZAN_URL_SCORING: 'http://scoring:8402', MIZAN_DEMONSTRATION_SECRET_FILE: '/secrets/demonstration.secret' };
  expect(await endpoints(env)).toEqual({ urls: { identity: 'http://identity:8405', scoring: 'http://scoring:8402' }, demonstrationSecretFile: '/secrets/demonstration.secret' });
});

it('says what to do when nothing says where the product is, and names a setting that is no address', async () => {
  await expect(endpoints({ MIZAN_DATA: folder.path })).rejects.toThrow(/npm start .* MIZAN_URL_SCORING/);
  await expect(endpoints({ MIZAN_URL_AUDIT: 'audit:8404' })).rejects.toThrow('MIZAN_URL_AUDIT is audit:8404, which is no address. Write it as http://host:port.');
});

it('lets a setting go before what a product on this machine wrote down', async () => {
  await mkdir(join(folder.path, 'run'));
  await writeFile(join(folder.path, 'run', 'endpoints.json'), JSON.stringify({ urls: { audit: 'http://127.0.0.1:1', scoring: 'http://127.0.0.1:2' }, demonstrationSecretFile: 'here', brokers: 'b:1' }));
  expect(await endpoints({ MIZAN_DATA: folder.path, MIZAN_URL_SCORING: 'http://127.0.0.1:3' })).toEqual({ urls: { audit: 'http://127.0.0.1:1', scoring: 'http://127.0.0.1:3' }, demonstrationSecretFile: 'here', brokers: 'b:1' });
});
