import { mkdir } from 'node:fs/promises';
import { makeSecret } from '@mizan/launcher/secret-file.ts';
import { stateful } from '@mizan/launcher/deployment.ts';

// Runs once before anything else: one random secret per client and per database role, each read by those it is mounted to.
const folder = '/secrets';
await mkdir(folder, { recursive: true });
const names = ['portal', 'demonstration', 'postgres', ...stateful.map((name) => `service-${name}`), ...stateful.map((name) => `database-${name}`)];
for (const name of names) await makeSecret(`${folder}/${name}.secret`);
process.stdout.write(`${names.length} secrets are in place.\n`);
