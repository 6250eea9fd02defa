// Node built-ins only and nothing newer than Node 18: this file is what runs before anything is installed.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolchain = join(root, '.toolchain');
const nodeVersion = '24.21.0';
const pnpmVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@')[1];
const say = (text) => process.stderr.write(`${text}\n`);

/** What each command runs, as arguments of the provided Node. */
const commands = {
  start: (args) => ['packages/launcher/src/main.ts', ...args],
  test: (args) => ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...args],
  mizan: (args) => ['packages/cli/src/main.ts', ...args],
  contracts: (args) => ['scripts/contracts.mjs', ...args],
  lint: (args) => ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', ...(args.length ? args : ['.'])],
  types: () => ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  boundaries: () => ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', 'packages', 'services', 'demonstration', 'drill', 'bench'],
  bench: (args) => ['--no-warnings', 'bench/src/main.ts', ...args],
  drill: (args) => ['--no-warnings', 'drill/src/main.ts', ...args],
  check: (args) => ['scripts/check.mjs', ...args],
};

function npm(args) {
  execFileSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
}

/** Installs one exact package under .toolchain with npm, once. */
function provide(name, version) {
  const home = join(toolchain, `${name}-${version}`);
  const folder = join(home, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  say(`Getting ${name} ${version} …`);
  mkdirSync(home, { recursive: true });
  npm(['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'error', `${name}@${version}`]);
  return folder;
}

function providedNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const os = { win32: 'win' }[process.platform] ?? process.platform;
  const folder = provide(`node-${os}-${process.arch}`, nodeVersion);
  return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function install(node, env) {
  const lock = createHash('sha256').update(readFileSync(join(root, 'pnpm-lock.yaml'))).digest('hex');
  const stamp = join(root, 'node_modules', '.mizan-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const pnpm = join(provide('pnpm', pnpmVersion), 'bin', 'pnpm.cjs');
  say('Installing what the lock file names …');
  execFileSync(node, [pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'], { cwd: root, stdio: ['ignore', 2, 2], env: { ...env, CI: 'true' } });
  writeFileSync(stamp, lock);
}

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  say(`usage: node scripts/run.mjs ${Object.keys(commands).join(' | ')}`);
  process.exit(2);
}
const node = providedNode();
const env = {
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  npm_config_update_notifier: 'false',
};
install(node, env);

const argv = [node, ...command(args)];
if (typeof process.execve === 'function' && process.platform !== 'win32') {
  process.chdir(root);
  process.execve(node, argv, env);
} else {
  const child = spawn(node, argv.slice(1), { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
