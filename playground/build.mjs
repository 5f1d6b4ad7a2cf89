// Makes dist/index.html: one page with everything in it. usage: node build.mjs    (after tools/wasm/build)
import { createHash } from 'node:crypto';
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = (path) => new URL(path, import.meta.url);
const read = (path) => readFileSync(here(path), 'utf8');

async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [here(entry).pathname], bundle: true, minify: true, write: false, format: 'esm', target: 'es2022',
    platform: 'browser', external: ['fs', 'path', 'crypto'], charset: 'utf8', legalComments: 'eof',
  });
  return outputFiles[0].text.replaceAll('</script', '<\\/script').trim();
}

const worker = await bundled('src/worker.js');
const main = await bundled('src/main.js');
const module = gzipSync(readFileSync(here('../npm/dist/samgen.wasm')), { level: 9 }).toString('base64');
const sha256 = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = [
  "default-src 'none'", `script-src ${sha256(main)} 'wasm-unsafe-eval'`, 'worker-src blob:',
  "style-src 'unsafe-inline'", 'img-src data:', "base-uri 'none'", "form-action 'none'",
].join('; ');
const parts = { policy, style: read('src/style.css'), worker, module, main, example: read('../samples/mistakes.yaml') };
const page = read('src/index.html').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
mkdirSync(here('dist'), { recursive: true });
writeFileSync(here('dist/index.html'), page);
console.log(`dist/index.html: ${page.length} bytes`);
