// Node built-ins only and nothing newer than Node 18: this file is what runs before anything is installed.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolchain = join(root, '.toolchain');
const nodeVersion = '24.21.0';
const pnpmVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@')[1];
/** turbo looks for the package manager on the path. */
const pnpmBin = join(toolchain, `pnpm-${pnpmVersion}`, 'node_modules', '.bin');
const say = (text) => process.stderr.write(`${text}\n`);

/** What each command runs, as arguments of the provided Node. */
const commands = {
  start: (args) => ['packages/launcher/src/main.ts', ...args],
  test: (args) => ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...args],
  'test:containers': (args) => ['scripts/test-containers.mjs', ...args],
  mizan: (args) => ['packages/cli/src/main.ts', ...args],
  contracts: (args) => ['scripts/contracts.mjs', ...args],
  'engine-record': (args) => ['--no-warnings', 'packages/score-run/src/write-engine-record.ts', ...args],
  documents: () => ['scripts/lint-contracts.mjs'],
  lint: (args) => ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', ...(args.length ? args : ['.'])],
  types: () => ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  boundaries: () => ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', 'packages', 'services', 'demonstration', 'drill', 'bench'],
  bench: (args) => ['--no-warnings', 'bench/src/main.ts', ...args],
  drill: (args) => ['--no-warnings', 'drill/src/main.ts', ...args],
  check: (args) => ['scripts/check.mjs', ...args],
};

/** Something the person at the keyboard can mend: said in a sentence, without a stack. */
class Stopped extends Error {}

/** Runs npm quietly. @throws Stopped saying what to do */
function npm(args, wanted) {
  try {
    execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Stopped('npm was not found. Install Node 18 or later together with npm, then run the same command again.');
    const code = /npm (?:error|ERR!) code (\S+)/.exec(String(error.stderr))?.[1] ?? `npm ended with ${error.status ?? error.signal}`;
    throw new Stopped(`${wanted} could not be fetched (${code}). See that this machine reaches the npm registry (npm ping; behind a proxy: npm config set proxy ADDRESS), then run the same command again.`);
  }
}

/** Installs one exact package under .toolchain with npm, once. It is moved into place whole, so that an interrupted installation is never taken for a finished one. */
function provide(name, version) {
  const home = join(toolchain, `${name}-${version}`);
  const folder = join(home, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  say(`Getting ${name} ${version} …`);
  forgetInterrupted();
  const draft = `${home}.${process.pid}.new`;
  mkdirSync(draft, { recursive: true });
  npm(['install', '--prefix', draft, '--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'error', `${name}@${version}`], `${name} ${version}`);
  settle(draft, home, folder);
  return folder;
}

function settle(draft, home, folder) {
  try {
    renameSync(draft, home);
  } catch (error) {
    // another start was quicker
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(folder, 'package.json'))) throw error;
  }
}

/** What installations left behind whose process is gone. */
function forgetInterrupted() {
  for (const name of existsSync(toolchain) ? readdirSync(toolchain) : []) {
    const pid = /\.(\d+)\.new$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(toolchain, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function providedNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const os = { win32: 'win' }[process.platform] ?? process.platform;
  const folder = provide(`node-${os}-${process.arch}`, nodeVersion);
  return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

async function install(node, env) {
  const lock = createHash('sha256').update(readFileSync(join(root, 'pnpm-lock.yaml'))).digest('hex');
  const stamp = join(root, 'node_modules', '.mizan-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const pnpm = join(provide('pnpm', pnpmVersion), 'bin', 'pnpm.cjs');
  say('Installing what the lock file names …');
  await pnpmInstall([node, pnpm], env);
  writeFileSync(stamp, lock);
}

// npm run --silent would silence pnpm's progress too
const shown = { CI: 'true', npm_config_loglevel: 'info' };

/** Shows pnpm's progress up to what stopped it; what follows is for its makers. @throws Stopped saying what to do */
async function pnpmInstall([node, pnpm], env) {
  const child = spawn(node, [pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, ...shown } });
  let reason;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      reason ??= /^\s*(?:ERR_\w+|E[A-Z]{3,})\s.*/.exec(line)?.[0].trim();
      if (reason === undefined) say(line);
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Stopped(`Not everything could be installed (${reason ?? 'the reason is in the lines above'}). If it is the network, see that this machine reaches the npm registry (npm ping), then run the same command again: what was fetched is kept.`);
}

/** The Node that runs the command and its environment, with everything installed. */
async function prepared() {
  try {
    const node = providedNode();
    const env = {
      ...process.env,
      PATH: [dirname(node), pnpmBin, process.env.PATH ?? ''].join(delimiter),
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      npm_config_update_notifier: 'false',
    };
    await install(node, env);
    return { node, env };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    say(error.message);
    process.exit(1);
  }
}

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  say(`usage: node scripts/run.mjs ${Object.keys(commands).join(' | ')}`);
  process.exit(2);
}
const { node, env } = await prepared();

const argv = [node, ...command(args)];
if (typeof process.execve === 'function' && process.platform !== 'win32') {
  process.chdir(root);
  process.execve(node, argv, env);
} else {
  const child = spawn(node, argv.slice(1), { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
