// Runs the program beside the page, so that the page answers while a large template is read.
import make from '../../npm/dist/samgen.cjs';
import { apiOf } from '../../npm/lib/api.js';
import { programOf } from '../../npm/lib/program.js';

let started;
const loaded = new Promise((resolve) => { started = resolve; });
const api = apiOf(programOf(() => loaded));

onmessage = async ({ data }) => {
  if (data.module) {
    started({ make, module: data.module });
    return;
  }
  try {
    postMessage({ id: data.id, answer: await api[data.call](...data.args) });
  } catch (error) {
    postMessage({ id: data.id, error: error.message });
  }
};
