import { spawnSync } from 'node:child_process';

const checks = { lint: ['lint'], boundaries: ['boundaries'], types: ['types'], contracts: ['contracts', '--check'] };
let passed = 0;
let failed = 0;
for (const [name, args] of Object.entries(checks)) {
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', ...args], { stdio: 'inherit' });
  process.stdout.write(`check ${name}: ${status === 0 ? 'passed' : 'FAILED'}\n`);
  if (status === 0) passed += 1;
  else failed += 1;
}
process.stdout.write(`checks: ${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
