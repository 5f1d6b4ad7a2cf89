import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { apiOf } from './api.js';
import { programOf } from './program.js';

let loaded;

/** The module is compiled at the first call, and once. */
function load() {
  loaded ??= readFile(new URL('../dist/samgen.wasm', import.meta.url))
    .then((bytes) => WebAssembly.compile(bytes))
    .then((module) => ({ module, make: createRequire(import.meta.url)('../dist/samgen.cjs') }));
  return loaded;
}

export { SamgenError } from './api.js';
export const { run, lint, generate, apply, explain, check, diagnose, diff, suggest } = apiOf(programOf(load));
