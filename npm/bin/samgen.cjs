#!/usr/bin/env node
'use strict';
const fs = require('node:fs');
const { join } = require('node:path');
const samgen = require('../dist/samgen.cjs');
const { useFilesOfSystem } = require('./files.cjs');

samgen({
  thisProgram: 'samgen',
  instantiateWasm(imports, done) {
    const code = new WebAssembly.Module(fs.readFileSync(join(__dirname, '../dist/samgen.wasm')));
    const instance = new WebAssembly.Instance(code, imports);
    done(instance);
    return instance.exports;
  },
  preRun: [(program) => Object.assign(program.ENV, process.env)], // the program reads its environment as it starts
  quit: (status) => process.exit(status),
}).then((program) => {
  useFilesOfSystem(program.FS);
  program.callMain(process.argv.slice(2));
});
