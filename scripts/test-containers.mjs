import { spawnSync } from 'node:child_process';

// The same claims on containers. Not part of npm test, which needs no Docker.
const { status, stderr, error } = spawnSync('docker', ['compose', 'version'], { encoding: 'utf8' });
const daemon = error ? undefined : spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8' });
const why = error ? 'there is no docker on this machine' : status !== 0 ? `docker has no compose: ${stderr.trim()}` : daemon?.status !== 0 ? `docker does not answer: ${daemon?.stderr.trim()}` : undefined;
if (why) {
  process.stderr.write(`Nothing was run: ${why}\nThe container tests need Docker with its compose plugin. npm test makes the same claims about the bus without Docker.\n`);
  process.exit(1);
}
// The tests remove what they start; without this another image would be fetched to do it.
const env = { TESTCONTAINERS_RYUK_DISABLED: 'true', ...process.env, MIZAN_TEST_SERVERS: 'containers' };
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--config', 'jest.containers.config.mjs', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, jest, { stdio: 'inherit', env }).status ?? 1;
