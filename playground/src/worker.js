// Runs the program beside the page, so that the page answers while a large template is read.
import make from '../../npm/dist/samgen.cjs';
import { apiOf } from '../../npm/lib/api.js';
import { programOf } from '../../npm/lib/program.js';

let started;
const loaded = new Promise((resolve) => { started = resolve; });
const api = apiOf(programOf(() => loaded));

async function compiled(base64) {
  const text = atob(base64);
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const bytes = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  return WebAssembly.compile(await bytes);
}

onmessage = async ({ data }) => {
  if (data.packed) {
    started({ make, module: await compiled(data.packed) });
    return;
  }
  try {
    postMessage({ id: data.id, answer: await api[data.call](...data.args) });
  } catch (error) {
    postMessage({ id: data.id, error: error.message });
  }
};
