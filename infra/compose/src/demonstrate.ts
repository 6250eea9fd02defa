import { mkdir, writeFile } from 'node:fs/promises';
import { runDemonstration } from '@mizan/demonstration';
import { welcome } from '@mizan/launcher/welcome.ts';

// Carries the demonstration cycle through the running services, once; a second time changes nothing.
const names = ['indicators', 'scoring', 'incentives', 'audit', 'identity'] as const;
const ports = { indicators: 8401, scoring: 8402, incentives: 8403, audit: 8404, identity: 8405 };
const urls = Object.fromEntries(names.map((name) => [name, `http://${name}:${ports[name]}`])) as Record<(typeof names)[number], string>;
await mkdir('/data/run', { recursive: true });
await writeFile('/data/run/endpoints.json', JSON.stringify({ urls, demonstrationSecretFile: '/secrets/demonstration.secret' }));
const summary = await runDemonstration({ dataDir: '/data', urls, progress: (text) => void process.stderr.write(`${text}\n`) });
process.stdout.write(Object.entries(summary).map(([name, value]) => `${name}: ${value}\n`).join(''));
process.stdout.write(await welcome('http://127.0.0.1:8400', ['docker compose down stops all of it.']));
