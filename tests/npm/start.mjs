#!/usr/bin/env node
// Says how much longer the command of the npm package takes than `node -e 0`: the least of several runs of each, at most 150 ms.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const samgen = fileURLToPath(new URL('../../npm/bin/samgen.cjs', import.meta.url));
function least(args) {
  let best = Infinity;
  for (let i = 0; i < 15; i++) {
    const begin = process.hrtime.bigint();
    spawnSync(process.execPath, args);
    best = Math.min(best, Number(process.hrtime.bigint() - begin) / 1e6);
  }
  return best;
}
const more = least([samgen, '--version']) - least(['-e', '0']);
console.log(`start: ${Math.round(more)} ms beside node -e 0`);
process.exitCode = more <= 150 ? 0 : 1;
