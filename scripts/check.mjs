import { spawnSync } from 'node:child_process';

// Each is a task of turbo.json: what passed is not run again until some file of the repository changes.
const checks = { lint: 'lint', boundaries: 'boundaries', types: 'types', contracts: 'drift', documents: 'documents' };
let passed = 0;
let failed = 0;
for (const [name, task] of Object.entries(checks)) {
  const { status } = spawnSync('node_modules/.bin/turbo', ['run', `//#${task}`, '--output-logs=new-only', '--log-prefix=none'], { stdio: 'inherit', shell: process.platform === 'win32' });
  process.stdout.write(`check ${name}: ${status === 0 ? 'passed' : 'FAILED'}\n`);
  if (status === 0) passed += 1;
  else failed += 1;
}
process.stdout.write(`checks: ${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
