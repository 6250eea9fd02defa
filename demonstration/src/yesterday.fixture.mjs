import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

// Preloaded into every service; sets the clock of one of them back a day while it runs, from the moment a file is there.
const day = 86_400_000;
const mark = join(process.env.MIZAN_DATA ?? '', 'yesterday');
const mine = /services\/scoring\//.test(process.argv[1] ?? '');
let [looked, back] = [-Infinity, false];
const setBack = () => {
  if (!back && performance.now() - looked > 50) [looked, back] = [performance.now(), existsSync(mark)];
  return back ? day : 0;
};
if (mine) {
  const True = Date;
  globalThis.Date = class extends True {
    constructor(...given) {
      if (given.length === 0) super(True.now() - setBack());
      else super(...given);
    }
    static now() {
      return True.now() - setBack();
    }
  };
}
