import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const writers = ['packages/contracts/src/write.ts', 'packages/scoring-engine/src/write-reference.ts'];
let failed = false;
for (const writer of writers.filter((file) => existsSync(file))) {
  failed = spawnSync(process.execPath, [writer, ...process.argv.slice(2)], { stdio: 'inherit' }).status !== 0 || failed;
}
process.exitCode = failed ? 1 : 0;
