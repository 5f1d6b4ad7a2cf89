#!/usr/bin/env node
// Says how much longer the command of the npm package takes than `node -e 0`: the least of several runs of each, at most 150 ms.
// On a busy machine the clock says little, so the time of the processor counts as well: it is that of all threads.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const samgen = fileURLToPath(new URL('../../npm/bin/samgen.cjs', import.meta.url));
const most = 150;

/** Milliseconds of the clock and of the processor. */
function run(args) {
  const script = 'TIMEFORMAT="%R %U %S"; time "$0" "$@" >/dev/null';
  const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  if (status !== 0) throw new Error(`${args.join(' ')} ends with status ${status}: ${stderr}`);
  const [clock, user, system] = stderr.trim().split(' ').map((seconds) => 1000 * Number(seconds));
  return { clock, processor: user + system };
}

const least = (runs, name) => Math.min(...runs.map((times) => times[name]));
const own = [], alone = [];
for (let i = 0; i < 15; i++) {
  own.push(run([samgen, '--version']));
  alone.push(run(['-e', '0']));
}
const [clock, processor] = ['clock', 'processor'].map((name) => Math.round(least(own, name) - least(alone, name)));
console.log(`start: ${clock} ms beside node -e 0, ${processor} ms of the processor`);
process.exitCode = Math.min(clock, processor) <= most ? 0 : 1;
